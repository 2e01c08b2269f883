// random.c - random schemas, and what people make of them.

#include "tests/migrate/random.h"

#include <string.h>

uint64_t rng_next(Rng *r)
{
    uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

int rng_below(Rng *r, int n)
{
    return (int)(rng_next(r) % (uint64_t)n);
}

bool rng_chance(Rng *r, int percent)
{
    return rng_below(r, 100) < percent;
}

// --- a schema ----------------------------------------------------------------

const ModelTable *model_table(const Model *m, int key)
{
    for (int i = 0; i < m->n_tables; i++)
        if (m->tables[i].key == key)
            return &m->tables[i];
    return NULL;
}

const ModelColumn *model_column(const ModelTable *t, int key)
{
    for (int i = 0; t && i < t->n; i++)
        if (t->columns[i].key == key)
            return &t->columns[i];
    return NULL;
}

static bool is_key_column(const ModelTable *t, int i)
{
    return (i == 0 && t->primary != KEY_NONE) || (i == 1 && t->primary == KEY_TWO);
}

static ModelColumn random_column(Model *m, Rng *r)
{
    int key = m->fresh++;
    ModelColumn c = {.key = key,
                     .name = key,
                     .type = rng_below(r, N_TYPES),
                     .fallback = rng_chance(r, 40) ? rng_below(r, N_DEFAULTS) : 0,
                     .collation = rng_chance(r, 10) ? rng_below(r, N_COLLATIONS) : 0,
                     .unique = rng_chance(r, 12) ? 1 + rng_below(r, 2) : 0,
                     .not_null = rng_chance(r, 30),
                     .check = rng_chance(r, 10),
                     .refers = -1,
                     .on_delete = rng_below(r, N_ACTIONS),
                     .on_update = rng_below(r, N_ACTIONS),
                     .deferred = rng_chance(r, 10)};
    return c;
}

static void add_column(Model *m, ModelTable *t, Rng *r)
{
    ModelColumn c = random_column(m, r);
    if (t->n > 1 && rng_chance(r, 10) && !t->columns[t->n - 1].generated) {
        c.generated = 1 + rng_below(r, 2);
        c.type = 0;
        c.fallback = 0;
        c.unique = 0;
        c.not_null = c.check = false;
    } else if (rng_chance(r, 15)) {
        int i = rng_below(r, m->n_tables + 1); // itself, while it is being made
        c.refers = i < m->n_tables ? m->tables[i].key : t->key;
    }
    t->columns[t->n++] = c;
}

static void settle_keys(ModelTable *t)
{
    if (t->primary == KEY_INTEGER || t->primary == KEY_AUTOINCREMENT)
        t->columns[0].type = 1;
    if (t->primary == KEY_TEXT)
        t->columns[0].type = 0;
    for (int i = 0; i < t->n; i++)
        if (is_key_column(t, i)) {
            t->columns[i].not_null = true;
            t->columns[i].fallback = t->columns[i].generated = 0;
            t->columns[i].unique = 0;
        }
    if (t->primary == KEY_NONE || t->primary == KEY_AUTOINCREMENT)
        t->without_rowid = false;
    if (t->without_rowid) // SQLite itself cannot rename such a key: "no such column"
        t->unique = t->unique && t->primary == KEY_TWO;
}

static void add_table(Model *m, Rng *r)
{
    ModelTable *t = &m->tables[m->n_tables];
    memset(t, 0, sizeof *t);
    t->key = t->name = m->fresh++;
    t->primary = (KeyKind)rng_below(r, 5);
    t->strict = rng_chance(r, 10);
    t->without_rowid = rng_chance(r, 10);
    t->check = rng_chance(r, 20);
    t->unique = rng_chance(r, 10);
    t->refers_two = m->n_tables && rng_chance(r, 15)
                        ? m->tables[rng_below(r, m->n_tables)].key
                        : -1;
    for (int n = 2 + rng_below(r, COLUMNS - 3); n > 0; n--)
        add_column(m, t, r);
    settle_keys(t);
    m->n_tables++;
}

static ModelObject random_object(Model *m, Rng *r)
{
    const ModelTable *t = &m->tables[rng_below(r, m->n_tables)];
    int n = t->n;
    return (ModelObject){.name = m->fresh++,
                         .table = t->key,
                         .first = t->columns[rng_below(r, n)].key,
                         .second =
                             rng_chance(r, 40) ? t->columns[rng_below(r, n)].key : -1,
                         .kind = rng_below(r, 9),
                         .unique = rng_chance(r, 20),
                         .partial = rng_chance(r, 20),
                         .expression = rng_chance(r, 20)};
}

void model_random(Model *m, Rng *r)
{
    memset(m, 0, sizeof *m);
    m->fresh = 1;
    for (int n = 1 + rng_below(r, TABLES - 1); n > 0; n--)
        add_table(m, r);
    for (int n = rng_below(r, INDEXES); n > 0; n--)
        m->indexes[m->n_indexes++] = random_object(m, r);
    for (int n = rng_below(r, VIEWS + 1); n > 0; n--)
        m->views[m->n_views++] = random_object(m, r);
    for (int n = rng_below(r, TRIGGERS + 1); n > 0; n--)
        m->triggers[m->n_triggers++] = random_object(m, r);
}

// --- changes -----------------------------------------------------------------

static void change_column(Model *m, ModelTable *t, int i, Rng *r)
{
    ModelColumn *c = &t->columns[i];
    switch (rng_below(r, 12)) {
    case 0: c->type = c->generated ? 0 : rng_below(r, N_TYPES); break;
    case 1: c->not_null = !c->not_null; break;
    case 2: c->fallback = c->generated ? 0 : rng_below(r, N_DEFAULTS); break;
    case 3: c->unique = c->generated ? 0 : rng_below(r, 3); break;
    case 4: c->check = !c->generated && !c->check; break;
    case 5:
        c->refers = c->refers >= 0 || c->generated
                        ? -1
                        : m->tables[rng_below(r, m->n_tables)].key;
        break;
    case 6: c->collation = rng_below(r, N_COLLATIONS); break;
    case 7: c->on_delete = rng_below(r, N_ACTIONS); break;
    case 8: c->generated = c->generated ? 3 - c->generated : 0; break;
    default: c->name = m->fresh++;
    }
}

static void drop_column(ModelTable *t, int i)
{
    memmove(&t->columns[i], &t->columns[i + 1],
            (size_t)(t->n - i - 1) * sizeof t->columns[0]);
    t->n--;
    if (i < t->n && t->columns[i].generated && i == 0)
        t->columns[i].generated = 0;
}

static void swap_names(int *a, int *b)
{
    int c = *a;
    *a = *b;
    *b = c;
}

// Another order of columns is no other table.
static void swap_places(ModelTable *t, int i, int k)
{
    ModelColumn c = t->columns[i];
    if (i < 2 || k < 2)
        return;
    t->columns[i] = t->columns[k];
    t->columns[k] = c;
}

static void change_table(Model *m, ModelTable *t, Rng *r)
{
    int i = rng_below(r, t->n), k = rng_below(r, t->n);
    switch (rng_below(r, 16)) {
    case 0: t->name = m->fresh++; break;
    case 1: t->check = !t->check; break;
    case 2:
        if (t->n < COLUMNS)
            add_column(m, t, r);
        break;
    case 3:
        if (t->n > 2)
            drop_column(t, i);
        break;
    case 4: swap_names(&t->columns[i].name, &t->columns[k].name); break;
    case 5: t->primary = (KeyKind)rng_below(r, 5); break;
    case 6: t->strict = rng_chance(r, 30); break;
    case 7: swap_places(t, i, k); break;
    case 8: t->unique = !t->unique; break;
    case 9: t->without_rowid = rng_chance(r, 50); break;
    case 10:
        t->refers_two =
            t->refers_two >= 0 ? -1 : m->tables[rng_below(r, m->n_tables)].key;
        break;
    default: change_column(m, t, i, r);
    }
    settle_keys(t);
}

static void drop_table(Model *m, int i)
{
    memmove(&m->tables[i], &m->tables[i + 1],
            (size_t)(m->n_tables - i - 1) * sizeof m->tables[0]);
    m->n_tables--;
}

void model_change(Model *m, Rng *r)
{
    for (int n = 1 + rng_below(r, rng_chance(r, 5) ? 25 : 5); n > 0; n--) {
        int i = rng_below(r, m->n_tables), k = rng_below(r, m->n_tables);
        switch (rng_below(r, 16)) {
        case 0:
            if (m->n_tables < TABLES)
                add_table(m, r);
            break;
        case 1:
            if (m->n_tables > 1)
                drop_table(m, i);
            break;
        case 2: swap_names(&m->tables[i].name, &m->tables[k].name); break;
        case 3: m->n_indexes -= m->n_indexes > 0; break;
        case 4:
            if (m->n_indexes < INDEXES)
                m->indexes[m->n_indexes++] = random_object(m, r);
            break;
        case 5: m->n_views -= m->n_views > 0; break;
        case 6:
            if (m->n_triggers < TRIGGERS)
                m->triggers[m->n_triggers++] = random_object(m, r);
            break;
        default: change_table(m, &m->tables[i], r);
        }
    }
}
