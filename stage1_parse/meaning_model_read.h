// meaning_model_read.h - what a model's options are read with. For its files alone.

#ifndef STAGE1_PARSE_MEANING_MODEL_READ_H
#define STAGE1_PARSE_MEANING_MODEL_READ_H

#include "stage1_parse/meaning_model.h"

typedef struct Reader {
    Eval *e;
    Arena *arena;
    const ModelObject *model;
    bool failed;
    struct {
        ModelWish *items;
        size_t n, capacity;
    } wishes;
    const OrderTerm *filter_order;
    size_t n_filter_order;
} Reader;

void model_fail(Reader *r, Span at, const char *what); // at the model if at is nowhere

// 'mimeType', or media.mimeType; its SQL name, none after a report.
Str model_column(Reader *r, Value v, Span at);
// At least one, each once.
const Str *model_columns(Reader *r, Value v, Span at, size_t *n);

ModelWish *model_wish(Reader *r, WishKind kind, Span at);
bool model_c_name(Str s); // letters, digits and _

// filters: { wide: { gte: 'width' } }: meaning_model_filter.c.
void model_filters(Reader *r, const Entry *entry);

#endif
