// walk_seeds.c - the seeds that modules export, parents before children.

#include "stage1_parse/walk.h"

#include <stdlib.h>

static const SeedObject *seed_of(Value v)
{
    return value_is_native(v, &seed_class) ? (const SeedObject *)v.native : NULL;
}

static void take_one(Walk *w, const SeedObject *seed)
{
    for (size_t i = 0; i < w->seed_objects.n; i++)
        if (w->seed_objects.items[i] == seed)
            return;
    *arena_push(eval_arena(w->e), w->seed_objects, const SeedObject *) = seed;
}

bool walk_take_seeds(Walk *w, Value v)
{
    bool any = false;
    if (seed_of(v)) {
        take_one(w, seed_of(v));
        return true;
    }
    for (size_t i = 0; v.kind == VALUE_ARRAY && i < v.array->n; i++)
        any = (seed_of(v.array->items[i]) && walk_take_seeds(w, v.array->items[i])) ||
              any;
    for (size_t i = 0; v.kind == VALUE_OBJECT && i < v.object->n; i++)
        if (seed_of(v.object->items[i].value))
            take_one(w, seed_of(v.object->items[i].value));
    return any;
}

// --- parents first -----------------------------------------------------------

static size_t table_number(const Walk *w, Str name)
{
    size_t i = 0;
    while (i < w->tables.n && !str_eq_nocase(w->tables.items[i].name, name))
        i++;
    return i;
}

typedef struct Edge {
    size_t child, parent;
} Edge;

typedef struct Edges {
    Edge *items;
    size_t n, capacity;
} Edges;

static Edges find_edges(Walk *w)
{
    Edges edges = {0};
    for (size_t i = 0; i < w->tables.n; i++)
        for (size_t k = 0; k < w->tables.items[i].n_foreign_keys; k++) {
            size_t parent =
                table_number(w, w->tables.items[i].foreign_keys[k].foreign_table);
            if (parent < w->tables.n && parent != i)
                *arena_push(eval_arena(w->e), edges, Edge) = (Edge){i, parent};
        }
    return edges;
}

// How many tables stand above each. In a circle nobody is first, and the commit alone
// asks for parents.
static size_t *find_ranks(Walk *w)
{
    size_t *ranks = arena_many(eval_arena(w->e), size_t, w->tables.n + 1);
    Edges edges = find_edges(w);
    bool changed = true;
    for (size_t pass = 0; pass < w->tables.n && changed; pass++) {
        changed = false;
        for (size_t i = 0; i < edges.n; i++) {
            size_t *child = &ranks[edges.items[i].child];
            size_t parent = ranks[edges.items[i].parent];
            changed = changed || *child <= parent;
            if (*child <= parent)
                *child = parent + 1;
        }
    }
    return ranks;
}

typedef struct Ranked {
    const SeedObject *seed;
    size_t rank, place;
} Ranked;

static int by_rank(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static void build_rows(Walk *w, const SeedObject *seed)
{
    for (size_t i = 0; i < seed->rows->n; i++) {
        Seed row;
        if (seed_build(w->e, w->arena, seed, seed->rows->items[i], &row))
            *arena_push(w->arena, w->seeds, Seed) = row;
    }
}

void walk_finish_seeds(Walk *w)
{
    size_t n = 0;
    if (!w->seed_objects.n)
        return;
    size_t *ranks = find_ranks(w);
    Ranked *order = arena_many(eval_arena(w->e), Ranked, w->seed_objects.n);
    for (size_t i = 0; i < w->seed_objects.n; i++) {
        const SeedObject *seed = w->seed_objects.items[i];
        size_t table = table_number(w, seed->table->name);
        if (table < w->tables.n)
            order[n++] = (Ranked){seed, ranks[table], i};
        else
            diag_error(eval_diag(w->e), seed->at, DIAG_W160,
                       "the table %.*s is not exported", STR_ARG(seed->table->name));
    }
    qsort(order, n, sizeof *order, by_rank);
    for (size_t i = 0; i < n; i++)
        build_rows(w, order[i].seed);
}
