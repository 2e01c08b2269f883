// meaning_model.h - defineModel(table, { ... }) as a value, and its way to the catalog.

#ifndef STAGE1_PARSE_MEANING_MODEL_H
#define STAGE1_PARSE_MEANING_MODEL_H

#include "stage1_parse/meaning.h"

typedef struct ModelObject {
    Native base;
    const TableObject *table; // or a view
    Value options;            // looked at when all modules have been read
    Span at;
} ModelObject;

extern const Class model_class;
Value model_new(Eval *e, const Call *c);

// What is asked of the table. False after a report.
bool model_build(Eval *e, Arena *a, const ModelObject *model, DeclaredModel *out);

// Parts of it, for who says the same in other words (collections): sql`...` as a
// condition on the rows of the table, and { beforeCreate: 'function', ... }.
bool model_condition(Eval *e, Arena *a, const TableObject *table, Value v, Span at,
                     Condition *out);
bool model_hooks(Eval *e, Arena *a, const TableObject *table, Value v,
                 DeclaredModel *out);

#endif
