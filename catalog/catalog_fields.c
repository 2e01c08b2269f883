// catalog_fields.c - the catalog's structs described as data, each field once.

#include "catalog/catalog_fields.h"

#include "catalog/catalog.h"

#include <stddef.h>
#include <string.h>

#define VALUE(T, field, kind_)                                                         \
    {                                                                                  \
        .name = #field, .kind = kind_, .offset = offsetof(T, field)                    \
    }
#define TEXT(T, field)   VALUE(T, field, FIELD_STR)
#define FLAG(T, field)   VALUE(T, field, FIELD_BOOL)
#define NUMBER(T, field) VALUE(T, field, FIELD_U32)
#define PLACE(T, field)  VALUE(T, field, FIELD_SPAN)
#define CHOICE(T, field, enum_)                                                        \
    {                                                                                  \
        .name = #field, .kind = FIELD_ENUM, .offset = offsetof(T, field),              \
        .words = enum_##_words                                                         \
    }
#define TEXTS(T, field)                                                                \
    {                                                                                  \
        .name = #field, .kind = FIELD_STRS, .offset = offsetof(T, field),              \
        .count_offset = offsetof(T, n_##field)                                         \
    }
#define LIST(T, field, shape)                                                          \
    {                                                                                  \
        .name = #field, .kind = FIELD_LIST, .offset = offsetof(T, field),              \
        .count_offset = offsetof(T, n_##field), .of = &shape                           \
    }
#define STRUCT(T, field, shape)                                                        \
    {                                                                                  \
        .name = #field, .kind = FIELD_STRUCT, .offset = offsetof(T, field),            \
        .of = &shape                                                                   \
    }
#define SHAPE(T, array)                                                                \
    {                                                                                  \
#T, sizeof(T), array, sizeof array / sizeof array[0]                           \
    }

static const char *const mode_words[] = {
    "none", "number", "boolean", "timestamp", "timestamp_ms", "bigint", "json",
    "text", "string", "buffer",  NULL};
static const char *const cardinality_words[] = {"inferred", "exec", "one",
                                                "optional", "many", NULL};
static const char *const lint_words[] = {"off", "note", "warn", "error", NULL};

static const char *const wish_words[] = {"default",
                                         "select_by",
                                         "select_one_by",
                                         "select_like",
                                         "select_by_or_insert",
                                         "select_where",
                                         "select_top",
                                         "select_range",
                                         "update_by",
                                         "delete_by",
                                         "delete_where",
                                         "delete_all",
                                         "insert_or_ignore",
                                         "filter",
                                         "upsert_many",
                                         NULL};
static const char *const moment_words[] = {"before_operation",
                                           "before_save",
                                           "before_create",
                                           "before_update",
                                           "before_delete",
                                           "after_create",
                                           "after_update",
                                           "after_delete",
                                           "after_save",
                                           "after_operation",
                                           "after_success",
                                           "after_error",
                                           NULL};
static const char *const action_words[] = {"create", "read", "update", "delete", NULL};

static const Field column_fields[] = {
    TEXT(Column, key),
    TEXT(Column, name),
    TEXT(Column, sql_type),
    CHOICE(Column, mode, mode),
    TEXTS(Column, enum_values),
    FLAG(Column, not_null),
    FLAG(Column, primary_key),
    FLAG(Column, autoincrement),
    FLAG(Column, has_default),
    TEXT(Column, default_sql),
    FLAG(Column, default_is_value),
    TEXT(Column, generated_sql),
    FLAG(Column, generated_stored),
    FLAG(Column, runtime_default),
    FLAG(Column, runtime_on_update),
    TEXT(Column, doc),
    PLACE(Column, at),
};
static const Shape column_shape = SHAPE(Column, column_fields);

static const Field foreign_key_fields[] = {
    TEXTS(ForeignKey, columns),
    TEXT(ForeignKey, foreign_table),
    TEXTS(ForeignKey, foreign_columns),
    TEXT(ForeignKey, on_update),
    TEXT(ForeignKey, on_delete),
    TEXT(ForeignKey, name),
    PLACE(ForeignKey, at),
};
static const Shape foreign_key_shape = SHAPE(ForeignKey, foreign_key_fields);

static const Field index_fields[] = {
    TEXT(Index, name),      FLAG(Index, unique), TEXTS(Index, parts),
    TEXT(Index, where_sql), PLACE(Index, at),
};
static const Shape index_shape = SHAPE(Index, index_fields);

static const Field check_fields[] = {
    TEXT(Check, name),
    TEXT(Check, sql),
    PLACE(Check, at),
};
static const Shape check_shape = SHAPE(Check, check_fields);

static const Field table_fields[] = {
    TEXT(Table, key),
    TEXT(Table, name),
    LIST(Table, columns, column_shape),
    TEXTS(Table, primary_key),
    LIST(Table, foreign_keys, foreign_key_shape),
    LIST(Table, indexes, index_shape),
    LIST(Table, checks, check_shape),
    TEXT(Table, doc),
    PLACE(Table, at),
};
static const Shape table_shape = SHAPE(Table, table_fields);

static const Field view_fields[] = {
    TEXT(View, key),
    TEXT(View, name),
    TEXT(View, sql),
    FLAG(View, existing),
    LIST(View, columns, column_shape),
    TEXT(View, doc),
    PLACE(View, at),
};
static const Shape view_shape = SHAPE(View, view_fields);

static const Field relation_fields[] = {
    TEXT(DeclaredRelation, key),
    TEXT(DeclaredRelation, table),
    FLAG(DeclaredRelation, many),
    TEXT(DeclaredRelation, target),
    TEXTS(DeclaredRelation, columns),
    TEXTS(DeclaredRelation, target_columns),
    TEXT(DeclaredRelation, through),
    TEXTS(DeclaredRelation, through_columns),
    TEXTS(DeclaredRelation, through_target_columns),
    FLAG(DeclaredRelation, optional),
    TEXT(DeclaredRelation, name),
    TEXT(DeclaredRelation, where_sql),
    TEXT(DeclaredRelation, where_table),
    PLACE(DeclaredRelation, at),
};
static const Shape relation_shape = SHAPE(DeclaredRelation, relation_fields);

static const Field piece_fields[] = {
    NUMBER(Piece, start),
    NUMBER(Piece, len),
    PLACE(Piece, at),
};
static const Shape piece_shape = SHAPE(Piece, piece_fields);

static const Field statement_fields[] = {
    TEXT(Statement, sql),
    LIST(Statement, pieces, piece_shape),
    PLACE(Statement, at),
};
static const Shape statement_shape = SHAPE(Statement, statement_fields);

static const Field param_fields[] = {
    TEXT(Param, name),  TEXT(Param, declared), FLAG(Param, nullable), FLAG(Param, list),
    TEXT(Param, tuple), TEXT(Param, member),   PLACE(Param, at),
};
static const Shape param_shape = SHAPE(Param, param_fields);

static const Field embed_fields[] = {
    TEXT(Embed, name),
    NUMBER(Embed, start),
    NUMBER(Embed, len),
    PLACE(Embed, at),
};
static const Shape embed_shape = SHAPE(Embed, embed_fields);

static const Field level_fields[] = {
    TEXT(Level, key),     NUMBER(Level, parent), NUMBER(Level, part),
    NUMBER(Level, first), NUMBER(Level, n),      NUMBER(Level, rowid),
    FLAG(Level, many),    FLAG(Level, joined),   FLAG(Level, optional),
    PLACE(Level, at),
};
static const Shape level_shape = SHAPE(Level, level_fields);

static const Field choice_form_fields[] = {
    TEXT(ChoiceForm, name),
    PLACE(ChoiceForm, at),
};
static const Shape choice_form_shape = SHAPE(ChoiceForm, choice_form_fields);

static const Field choice_fields[] = {
    TEXT(Choice, name),
    LIST(Choice, forms, choice_form_shape),
    PLACE(Choice, at),
};
static const Shape choice_shape = SHAPE(Choice, choice_fields);

static const Field query_fields[] = {
    TEXT(Query, module),
    TEXT(Query, group),
    TEXT(Query, name),
    TEXT(Query, part),
    CHOICE(Query, stated, cardinality),
    TEXT(Query, sql),
    LIST(Query, pieces, piece_shape),
    LIST(Query, params, param_shape),
    TEXTS(Query, names),
    LIST(Query, embeds, embed_shape),
    LIST(Query, levels, level_shape),
    LIST(Query, choices, choice_shape),
    TEXT(Query, doc),
    PLACE(Query, at),
};
const Shape query_shape = SHAPE(Query, query_fields);

static const Field condition_fields[] = {
    TEXT(Condition, sql),
    LIST(Condition, pieces, piece_shape),
    LIST(Condition, params, param_shape),
    PLACE(Condition, at),
};
static const Shape condition_shape = SHAPE(Condition, condition_fields);

static const Field order_fields[] = {
    TEXT(OrderTerm, column),
    FLAG(OrderTerm, descending),
    PLACE(OrderTerm, at),
};
static const Shape order_shape = SHAPE(OrderTerm, order_fields);

static const Field wish_fields[] = {
    CHOICE(ModelWish, kind, wish),
    TEXT(ModelWish, name),
    TEXTS(ModelWish, columns),
    LIST(ModelWish, order, order_shape),
    STRUCT(ModelWish, where, condition_shape),
    PLACE(ModelWish, at),
};
static const Shape wish_shape = SHAPE(ModelWish, wish_fields);

static const Field rule_fields[] = {
    TEXT(ModelRule, column),     TEXT(ModelRule, min),        TEXT(ModelRule, max),
    TEXT(ModelRule, min_length), TEXT(ModelRule, max_length), TEXTS(ModelRule, one_of),
    PLACE(ModelRule, at),
};
static const Shape rule_shape = SHAPE(ModelRule, rule_fields);

static const Field hook_fields[] = {
    CHOICE(ModelHook, moment, moment),
    TEXT(ModelHook, function),
    PLACE(ModelHook, at),
};
static const Shape hook_shape = SHAPE(ModelHook, hook_fields);

static const Field permission_fields[] = {
    CHOICE(ModelPermission, action, action),
    TEXT(ModelPermission, column),
    STRUCT(ModelPermission, where, condition_shape),
    PLACE(ModelPermission, at),
};
static const Shape permission_shape = SHAPE(ModelPermission, permission_fields);

static const Field stored_fields[] = {
    TEXT(ModelStored, column),
    TEXT(ModelStored, sql),
};
static const Shape stored_shape = SHAPE(ModelStored, stored_fields);

static const Field model_fields[] = {
    TEXT(DeclaredModel, table),
    FLAG(DeclaredModel, no_crud),
    LIST(DeclaredModel, wishes, wish_shape),
    LIST(DeclaredModel, order, order_shape),
    TEXT(DeclaredModel, soft_delete),
    TEXT(DeclaredModel, version),
    LIST(DeclaredModel, rules, rule_shape),
    LIST(DeclaredModel, hooks, hook_shape),
    TEXTS(DeclaredModel, sensitive),
    LIST(DeclaredModel, permissions, permission_shape),
    LIST(DeclaredModel, stored, stored_shape),
    PLACE(DeclaredModel, soft_delete_at),
    PLACE(DeclaredModel, version_at),
    PLACE(DeclaredModel, at),
};
static const Shape model_shape = SHAPE(DeclaredModel, model_fields);

static const Field migration_fields[] = {
    TEXT(Migration, name),       TEXT(Migration, hash),
    TEXT(Migration, created_at), LIST(Migration, statements, statement_shape),
    PLACE(Migration, at),
};
static const Shape migration_shape = SHAPE(Migration, migration_fields);

static const Field seed_fields[] = {
    TEXT(Seed, table),
    TEXT(Seed, sql),
    PLACE(Seed, at),
};
static const Shape seed_shape = SHAPE(Seed, seed_fields);

static const Field source_fields[] = {
    TEXT(Source, path),
    TEXT(Source, name),
};
static const Shape source_shape = SHAPE(Source, source_fields);

static const Field naming_fields[] = {
    TEXT(TableNaming, table),
    TEXT(TableNaming, name),
    PLACE(TableNaming, at),
};
static const Shape naming_shape = SHAPE(TableNaming, naming_fields);

static const Field settings_fields[] = {
    TEXT(Settings, prefix),
    LIST(Settings, names, naming_shape),
    CHOICE(Settings, full_scan, lint),
    FLAG(Settings, has_functions),
    FLAG(Settings, raw_names),
    TEXT(Settings, migrations_table),
    FLAG(Settings, migrations_by_name),
    CHOICE(Settings, migrations_disagree, lint),
};
static const Shape settings_shape = SHAPE(Settings, settings_fields);

static const Field case_fields[] = {
    TEXT(UnionCase, key),
    TEXT(UnionCase, name),
    TEXT(UnionCase, table),
    PLACE(UnionCase, at),
};
static const Shape case_shape = SHAPE(UnionCase, case_fields);

static const Field union_fields[] = {
    TEXT(DeclaredUnion, key),   TEXT(DeclaredUnion, module),
    TEXT(DeclaredUnion, table), LIST(DeclaredUnion, cases, case_shape),
    PLACE(DeclaredUnion, at),
};
static const Shape union_shape = SHAPE(DeclaredUnion, union_fields);

static const Field catalog_fields[] = {
    STRUCT(Catalog, settings, settings_shape),
    LIST(Catalog, sources, source_shape),
    LIST(Catalog, tables, table_shape),
    LIST(Catalog, views, view_shape),
    LIST(Catalog, relations, relation_shape),
    LIST(Catalog, models, model_shape),
    LIST(Catalog, unions, union_shape),
    LIST(Catalog, statements, statement_shape),
    LIST(Catalog, queries, query_shape),
    LIST(Catalog, migrations, migration_shape),
    LIST(Catalog, seeds, seed_shape),
};
const Shape catalog_shape = SHAPE(Catalog, catalog_fields);

// Pointers to different types are read as bytes, since they are not one type to C.
const void *field_items(const Field *f, const void *base)
{
    const void *items;
    memcpy(&items, (const char *)base + f->offset, sizeof items);
    return items;
}

size_t field_count(const Field *f, const void *base)
{
    size_t n;
    memcpy(&n, (const char *)base + f->count_offset, sizeof n);
    return n;
}
