// meaning_key.c - foreign keys: their names, and which of them are one.

#include "stage1_parse/meaning.h"

// --- their names -------------------------------------------------------------

// Names in the catalog's arena, as the database has them.
const Str *column_names(Eval *e, Arena *a, const ColumnRef *const *columns, size_t n)
{
    Str *names = arena_many(a, Str, n);
    for (size_t i = 0; i < n; i++)
        names[i] = str_copy(a, column_name(e, columns[i]));
    return names;
}

static void name_part(Buf *b, Str text)
{
    if (b->n)
        buf_char(b, '_');
    buf_put(b, text);
}

// drizzle-kit replaces the first text in the name that is a column's, whatever it is of.
static void recase(Arena *a, Str *name, const ColumnRef *const *columns,
                   const Str *cased, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Str old = columns[i]->as.name;
        size_t at = str_find_str(*name, old);
        if (at != STR_NONE && !str_eq(old, cased[i]))
            *name = str_format(a, "%.*s%.*s%.*s", STR_ARG(str_cut(*name, 0, at)),
                               STR_ARG(cased[i]),
                               STR_ARG(str_cut(*name, at + old.len, name->len)));
    }
}

void foreign_key_finish(Eval *e, Arena *a, const TableObject *table,
                        const ColumnRef *const *from, const ColumnRef *const *to,
                        ForeignKey *key)
{
    key->columns = column_names(e, a, from, key->n_columns);
    key->foreign_columns = column_names(e, a, to, key->n_foreign_columns);
    key->foreign_table = str_copy(a, to[0]->table->name);
    if (!key->on_update.len)
        key->on_update = S("no action");
    if (!key->on_delete.len)
        key->on_delete = S("no action");
    Buf name = {.arena = a};
    if (key->name.len) {
        buf_put(&name, key->name);
    } else {
        name_part(&name, table->name);
        for (size_t i = 0; i < key->n_columns; i++)
            name_part(&name, from[i]->as.name);
        name_part(&name, key->foreign_table);
        for (size_t i = 0; i < key->n_foreign_columns; i++)
            name_part(&name, to[i]->as.name);
        name_part(&name, S("fk"));
    }
    key->name = buf_str(&name);
    recase(a, &key->name, from, key->columns, key->n_columns);
    recase(a, &key->name, to, key->foreign_columns, key->n_foreign_columns);
}

// --- all of a table ----------------------------------------------------------

static bool same_names(const Str *a, size_t n_a, const Str *b, size_t n_b)
{
    size_t i = 0;
    while (n_a == n_b && i < n_a && str_eq(a[i], b[i]))
        i++;
    return i == n_a && n_a == n_b;
}

static bool same_key(const ForeignKey *a, const ForeignKey *b)
{
    return str_eq(a->foreign_table, b->foreign_table) &&
           same_names(a->columns, a->n_columns, b->columns, b->n_columns) &&
           same_names(a->foreign_columns, a->n_foreign_columns, b->foreign_columns,
                      b->n_foreign_columns);
}

// Keys of one name are one to drizzle-kit, and the later takes the place of the earlier.
// If they are on different columns that loses one.
static void put_key(Eval *e, ForeignKey *keys, size_t *n, const ForeignKey *key)
{
    const ForeignKey *lost = NULL;
    size_t place = 0;
    for (; place < *n; place++) {
        if (!str_eq(keys[place].name, key->name))
            continue;
        if (same_key(&keys[place], key) || kit_is_copied(e))
            break;
        lost = &keys[place];
    }
    if (lost && place == *n)
        kit_note(e, lost->at,
                 "leaves this foreign key out: another is named \"%.*s\", too",
                 STR_ARG(key->name));
    keys[place] = *key;
    *n += place == *n;
}

const ForeignKey *keys_join(Eval *e, Arena *a, const TableObject *table, Table *out,
                            const ForeignKey *more, size_t n_more)
{
    ForeignKey *keys = arena_many(a, ForeignKey, out->n_foreign_keys + n_more);
    size_t n = 0;
    for (size_t i = 0; i < out->n_foreign_keys; i++)
        put_key(e, keys, &n, &out->foreign_keys[i]);
    for (size_t i = 0; i < n_more; i++)
        put_key(e, keys, &n, &more[i]);
    keys_sort(a, keys, n, sizeof *keys, offsetof(ForeignKey, name));
    for (size_t i = 0; i < n; i++)
        kit_foreign_key(e, a, table->name, &keys[i]);
    out->n_foreign_keys = n;
    return keys;
}
