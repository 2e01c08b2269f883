// withstood.c - which queries need not be attacked again.

#include "stage3_emit/refute/withstood.h"

#include "base/file.h"

#include <stdlib.h>

// Raised when the refuter finds more than it did.
enum { REFUTER = 1 };

// --- keys ------------------------------------------------------------------------

static void mix_type(Key *k, Type type)
{
    key_int(k, type.storage);
    key_int(k, type.mode);
    key_int(k, type.enum_of ? type.enum_of->n_enum_values : 0);
    for (size_t i = 0; type.enum_of && i < type.enum_of->n_enum_values; i++)
        key_str(k, type.enum_of->enum_values[i]);
}

// The DDL has the tables, and the model what Drizzle means by their columns.
Key withstood_base(const Checked *c, const Refuting *how)
{
    Key k = key_start();
    key_int(&k, REFUTER);
    key_int(&k, how->milliseconds);
    key_str(&k, how->salt);
    key_sqlite(&k);
    key_str(&k, c->ddl);
    for (size_t i = 0; i < c->model.n_tables; i++)
        for (size_t n = 0; n < c->model.tables[i].n_columns; n++)
            mix_type(&k, c->model.tables[i].columns[n].type);
    return k;
}

Key withstood_key(Key base, const CheckedQuery *q)
{
    Key k = base;
    key_str(&k, q->sql);
    key_int(&k, q->inferred);
    for (size_t i = 0; i < q->n_params; i++) {
        const CheckedParam *p = &q->params[i];
        mix_type(&k, p->type);
        key_int(&k, (uint64_t)p->nullable << 1 | p->list);
    }
    for (size_t i = 0; i < q->n_columns; i++) {
        const ResultColumn *c = &q->columns[i];
        mix_type(&k, c->type);
        key_int(&k, c->classes);
        key_int(&k, (uint64_t)c->known << 2 | (uint64_t)c->nullable << 1 |
                        c->not_null_stated);
    }
    return k;
}

// --- the file --------------------------------------------------------------------

enum { LINE = KEY_TEXT + 1 };

static int by_halves(const void *left, const void *right)
{
    const Key *a = left, *b = right;
    for (int i = 0; i < 2; i++)
        if (a->halves[i] != b->halves[i])
            return a->halves[i] < b->halves[i] ? -1 : 1;
    return 0;
}

void withstood_read(Withstood *w, Arena *a, const char *path)
{
    Str text;
    *w = (Withstood){.arena = a, .path = path};
    if (!path || !file_read(a, path, &text))
        return;
    w->known = arena_many(a, Key, text.len / LINE + 1);
    for (size_t at = 0; at + LINE <= text.len; at += LINE) {
        Key *k = &w->known[w->n_known];
        if (!key_read(str_cut(text, at, text.len), k) ||
            text.ptr[at + LINE - 1] != '\n')
            break;
        w->n_known++;
    }
    qsort(w->known, w->n_known, sizeof *w->known, by_halves);
}

bool withstood_has(const Withstood *w, Key key)
{
    return w->n_known &&
           bsearch(&key, w->known, w->n_known, sizeof *w->known, by_halves);
}

void withstood_add(Withstood *w, Key key)
{
    if (w->path)
        *arena_push(w->arena, w->now, Key) = key;
}

// What could not be written is attacked once more, that is all.
void withstood_write(Withstood *w)
{
    if (!w->path)
        return;
    Buf text = {.arena = w->arena};
    for (size_t i = 0; i < w->now.n; i++) {
        key_put(&text, w->now.items[i]);
        buf_char(&text, '\n');
    }
    file_write_if_changed(w->path, buf_str(&text), NULL);
}
