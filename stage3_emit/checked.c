// checked.c - going from query to query where some are made of several statements.

#include "stage3_emit/checked.h"

bool checked_keeps(const Checked *c, Str module)
{
    return c->kept && intern_find(c->kept, module) != STR_NONE;
}

size_t checked_statements(const Checked *c, const CheckedQuery *q)
{
    size_t first = (size_t)(q - c->queries), end = first + 1;
    while (end < c->n_queries && c->queries[end].query->part.len)
        end++;
    return end - first;
}

const CheckedQuery *checked_next(const Checked *c, const CheckedQuery *q)
{
    const CheckedQuery *next = q ? q + checked_statements(c, q) : c->queries;
    return next < c->queries + c->n_queries - c->n_operations ? next : NULL;
}

const CheckedQuery *checked_next_operation(const Checked *c, const CheckedQuery *q)
{
    const CheckedQuery *end = c->queries + c->n_queries;
    const CheckedQuery *next = q ? q + checked_statements(c, q) : end - c->n_operations;
    while (next < end && next->operation->left_out.len)
        next += checked_statements(c, next);
    return next < end ? next : NULL;
}

const CheckedQuery *checked_whole(const CheckedQuery *q)
{
    return q->whole ? q->whole : q;
}
