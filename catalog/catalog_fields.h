// catalog_fields.h - the catalog's structs described as data: what its JSON is
// written and read by.

#ifndef CATALOG_CATALOG_FIELDS_H
#define CATALOG_CATALOG_FIELDS_H

#include <stddef.h>

typedef enum FieldKind {
    FIELD_STR,
    FIELD_BOOL,
    FIELD_U32,
    FIELD_ENUM,   // an int; words gives its names
    FIELD_SPAN,   // [file, start, len]
    FIELD_STRUCT, // of shape `of`
    FIELD_STRS,   // const Str * and a count
    FIELD_LIST,   // const T * and a count, T of shape `of`
} FieldKind;

typedef struct Field {
    const char *name; // in C and in JSON
    FieldKind kind;
    size_t offset;
    size_t count_offset; // FIELD_STRS, FIELD_LIST
    const struct Shape *of;
    const char *const *words; // FIELD_ENUM: "timestamp_ms", null-terminated
} Field;

typedef struct Shape {
    const char *type; // "Column"
    size_t size;
    const Field *fields;
    size_t n_fields;
} Shape;

extern const Shape catalog_shape, query_shape;

// Of a FIELD_STRS or FIELD_LIST of the struct at base: its items, and how many.
const void *field_items(const Field *f, const void *base);
size_t field_count(const Field *f, const void *base);

#endif
