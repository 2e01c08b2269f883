// embed.c - which columns of the result an sqlc.embed(table) stands for.
//
// SQLite is asked: in a copy of the statement one column of a name of its own stands in
// the place of "table.*". Where it comes out is where the table's columns begin, and how
// many fewer columns there are says how many these are.

#include "stage3_emit/judge/judge.h"

#define STAND_IN "NULL AS \"weave: embedded\""

// The columns of the result; false if SQLite refuses the copy.
static bool find_columns(Judge *j, const CheckedQuery *q, const Embed *said,
                         CheckedEmbed *out)
{
    Str sql = q->query->sql;
    Str copy = str_format(j->arena, "%.*s" STAND_IN "%.*s",
                          STR_ARG(str_cut(sql, 0, said->start)),
                          STR_ARG(str_cut(sql, said->start + said->len, sql.len)));
    sqlite3_stmt *stmt = judge_prepare_again(j, copy);
    if (!stmt)
        return false;
    Facts f = judge_facts(j, stmt);
    sqlite3_finalize(stmt);
    size_t i = 0;
    while (i < f.n_columns && !str_is(f.columns[i].name, "weave: embedded"))
        i++;
    out->first = i;
    out->n = q->n_columns + 1 - f.n_columns;
    return i < f.n_columns && f.n_columns <= q->n_columns;
}

// Whether the columns are all those of the table that SELECT * gives, in their order.
static bool are_of_table(const CheckedQuery *q, const CheckedEmbed *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->table->n_columns; i++) {
        const ModelColumn *c = &e->table->columns[i];
        if (c->hidden)
            continue;
        if (n >= e->n || !str_eq(q->columns[e->first + n].name, c->name))
            return false;
        n++;
    }
    return n == e->n;
}

// A row that an outer join did not find has NULL where the table never does.
static void find_presence(const CheckedQuery *q, CheckedEmbed *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->table->n_columns; i++) {
        const ModelColumn *c = &e->table->columns[i];
        if (c->hidden)
            continue;
        if (c->not_null && q->columns[e->first + n].nullable) {
            e->optional = true;
            e->presence = e->first + n;
            return;
        }
        n++;
    }
}

static bool judge_embed(Judge *j, const CheckedQuery *q, const Embed *said,
                        CheckedEmbed *out)
{
    *out = (CheckedEmbed){.name = said->name,
                          .table = judge_find_alias(j, &j->words, said->name)};
    if (!out->table) {
        diag_error(j->diag, said->at, DIAG_W141,
                   "no table or view is called \"%.*s\" here", STR_ARG(said->name));
        return false;
    }
    if (!find_columns(j, q, said, out) || !are_of_table(q, out)) {
        diag_error(
            j->diag, said->at, DIAG_W141,
            "\"%.*s\" can be embedded only in the result list of a query that is "
            "no UNION, whole",
            STR_ARG(said->name));
        return false;
    }
    find_presence(q, out);
    return true;
}

bool judge_embeds(Judge *j, CheckedQuery *q)
{
    size_t n = q->query->n_embeds;
    if (!n)
        return true;
    CheckedEmbed *embeds = arena_many(j->arena, CheckedEmbed, n);
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        ok = judge_embed(j, q, &q->query->embeds[i], &embeds[i]) && ok;
    q->embeds = embeds;
    q->n_embeds = ok ? n : 0;
    return ok;
}
