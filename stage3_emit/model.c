// model.c - reads the schema out of the open database, and adds what Drizzle means.
//
// SQLite's own catalog is believed, with its traps: an INTEGER PRIMARY KEY is said to
// be nullable and never holds NULL, while any other PRIMARY KEY of a rowid table may.

#include "stage3_emit/model_read.h"

#include "stage3_emit/infer/rules.h"
#include "stage3_emit/infer/view.h"

#include <stdlib.h>

sqlite3_stmt *reader_ask(const Reader *r, const char *sql, Str name)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(r->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        return NULL;
    if (name.ptr)
        sqlite3_bind_text(stmt, 1, name.ptr, (int)name.len, SQLITE_TRANSIENT);
    return stmt;
}

bool reader_next(sqlite3_stmt *stmt)
{
    return stmt && sqlite3_step(stmt) == SQLITE_ROW;
}

bool reader_done(sqlite3_stmt *stmt)
{
    return stmt && sqlite3_finalize(stmt) == SQLITE_OK;
}

Str reader_text(const Reader *r, sqlite3_stmt *stmt, int column)
{
    const char *z = (const char *)sqlite3_column_text(stmt, column);
    return str_copy(r->arena, str_z(z));
}

static bool flag(sqlite3_stmt *stmt, int column)
{
    return sqlite3_column_int(stmt, column) != 0;
}

// --- columns -----------------------------------------------------------------

enum { XINFO_HIDDEN = 1, XINFO_VIRTUAL = 2, XINFO_STORED = 3 };

static ModelColumn column_read(const Reader *r, const ModelTable *t, sqlite3_stmt *stmt)
{
    int hidden = sqlite3_column_int(stmt, 5);
    ModelColumn c = {.name = reader_text(r, stmt, 0),
                     .sql_type = reader_text(r, stmt, 1),
                     .not_null = t->kind == MODEL_TABLE && flag(stmt, 2),
                     .has_default = sqlite3_column_type(stmt, 3) != SQLITE_NULL,
                     .default_sql = reader_text(r, stmt, 3),
                     .primary_key = sqlite3_column_int(stmt, 4),
                     .hidden = hidden == XINFO_HIDDEN,
                     .generated = hidden == XINFO_VIRTUAL || hidden == XINFO_STORED};
    if (c.primary_key && !rule_is_on(RULE_PRIMARY_KEY_NULL))
        c.not_null = true;
    c.key = c.name;
    c.affinity = affinity_of(c.sql_type);
    c.type = (Type){.storage = CLASS_ANY};
    c.classes = CLASSES_ALL;
    if (t->kind == MODEL_TABLE) {
        c.type = type_of_declaration(c.sql_type, t->strict);
        c.classes = classes_of_declaration(c.sql_type, t->strict);
    }
    return c;
}

static Str collation_of(const Reader *r, const ModelTable *t, Str column)
{
    const char *collation = NULL;
    if (t->kind != MODEL_VIEW)
        sqlite3_table_column_metadata(r->db, "main", str_zero(r->arena, t->name),
                                      str_zero(r->arena, column), NULL, &collation,
                                      NULL, NULL, NULL);
    return str_copy(r->arena, str_z(collation));
}

bool reader_columns(const Reader *r, ModelTable *t)
{
    struct {
        ModelColumn *items;
        size_t n, capacity;
    } list = {0};
    sqlite3_stmt *stmt =
        reader_ask(r,
                   "SELECT name, type, \"notnull\", dflt_value, pk, hidden "
                   "FROM pragma_table_xinfo(?1)",
                   t->name);
    while (reader_next(stmt)) {
        ModelColumn c = column_read(r, t, stmt);
        c.collation = collation_of(r, t, c.name);
        *arena_push(r->arena, list, ModelColumn) = c;
    }
    for (size_t i = 0; i < list.n; i++)
        list.items[i].table = t;
    t->columns = list.items;
    t->n_columns = list.n;
    return reader_done(stmt);
}

static ModelColumn *column_at(const ModelTable *t, size_t i)
{
    return (ModelColumn *)(uintptr_t)&t->columns[i]; // ours until model_read() returns
}

static bool column_find(const ModelTable *t, Str name, size_t *out)
{
    for (*out = 0; *out < t->n_columns; ++*out)
        if (str_eq_nocase(t->columns[*out].name, name))
            return true;
    return false;
}

// --- keys --------------------------------------------------------------------

typedef struct KeyList {
    UniqueKey *items;
    size_t n, capacity;
} KeyList;

// False if the index has a part that is no column.
static bool key_columns(const Reader *r, const ModelTable *t, Str index, UniqueKey *key)
{
    size_t *columns = arena_many(r->arena, size_t, t->n_columns);
    Str *collations = arena_many(r->arena, Str, t->n_columns);
    bool plain = true;
    sqlite3_stmt *stmt = reader_ask(
        r, "SELECT name, coll FROM pragma_index_xinfo(?1) WHERE key ORDER BY seqno",
        index);
    key->not_null = true;
    while (reader_next(stmt) && plain) {
        size_t i;
        plain = sqlite3_column_type(stmt, 0) != SQLITE_NULL &&
                column_find(t, reader_text(r, stmt, 0), &i) &&
                key->n_columns < t->n_columns;
        if (!plain)
            break;
        columns[key->n_columns] = i;
        collations[key->n_columns++] = reader_text(r, stmt, 1);
        key->not_null = key->not_null && t->columns[i].not_null;
    }
    sqlite3_finalize(stmt);
    key->columns = columns;
    key->collations = collations;
    return plain && key->n_columns;
}

// What stands behind WHERE in the SQL of an index; empty if it cannot be found.
static Str where_of(const Reader *r, Str index)
{
    sqlite3_stmt *stmt = reader_ask(
        r, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1", index);
    Str sql = reader_next(stmt) ? reader_text(r, stmt, 0) : (Str){0};
    sqlite3_finalize(stmt);
    SqlText t = sql_lex(r->arena, sql);
    int open = 0;
    for (size_t i = 0; i < t.n_tokens; i++) {
        open += (t.tokens[i].kind == TOKEN_LP) - (t.tokens[i].kind == TOKEN_RP);
        if (!open && t.tokens[i].kind == TOKEN_WORD && t.tokens[i].keyword == KW_WHERE)
            return str_cut(sql, t.tokens[i].at.end, sql.len);
    }
    return (Str){0};
}

static bool keys_of_indexes(const Reader *r, ModelTable *t, KeyList *keys,
                            KeyList *partial, bool *pk_has_index)
{
    sqlite3_stmt *stmt =
        reader_ask(r,
                   "SELECT name, origin, partial FROM pragma_index_list(?1) "
                   "WHERE \"unique\" ORDER BY seq DESC",
                   t->name);
    while (reader_next(stmt)) {
        bool primary = str_is(reader_text(r, stmt, 1), "pk");
        *pk_has_index |= primary;
        UniqueKey key = {0};
        if (!key_columns(r, t, reader_text(r, stmt, 0), &key))
            continue;
        if (flag(stmt, 2) && rule_is_on(RULE_PARTIAL_INDEX)) {
            key.where = where_of(r, reader_text(r, stmt, 0));
            *arena_push(r->arena, *partial, UniqueKey) = key;
            continue;
        }
        *arena_push(r->arena, *keys, UniqueKey) = key;
        if (key.n_columns == 1 && !primary)
            column_at(t, key.columns[0])->unique = true;
    }
    return reader_done(stmt);
}

// The rowid's alias is the one primary key column declared just INTEGER, unless the
// primary key has an index of its own (INTEGER PRIMARY KEY DESC).
static bool find_rowid_alias(const ModelTable *t, bool pk_has_index, size_t *out)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].primary_key) {
            *out = i;
            n++;
        }
    return n == 1 && !t->without_rowid && !pk_has_index &&
           str_eq_nocase(t->columns[*out].sql_type, S("INTEGER"));
}

static bool keys_read(const Reader *r, ModelTable *t)
{
    KeyList keys = {0}, partial = {0};
    bool pk_has_index = false;
    size_t alias;
    if (!keys_of_indexes(r, t, &keys, &partial, &pk_has_index))
        return false;
    if (find_rowid_alias(t, pk_has_index, &alias)) {
        column_at(t, alias)->rowid_alias = column_at(t, alias)->not_null = true;
        size_t *columns = arena_new(r->arena, size_t);
        Str *collations = arena_new(r->arena, Str);
        *columns = alias;
        *collations = S("BINARY");
        *arena_push(r->arena, keys, UniqueKey) = (UniqueKey){.columns = columns,
                                                             .collations = collations,
                                                             .n_columns = 1,
                                                             .not_null = true};
    }
    t->keys = keys.items;
    t->n_keys = keys.n;
    t->partial_keys = partial.items;
    t->n_partial_keys = partial.n;
    return true;
}

// --- what Drizzle means ------------------------------------------------------

// What a view's SELECT gives is certain; what is declared of it is taken where it agrees.
static void column_mean(ModelColumn *c, const Column *said, const ModelTable *t)
{
    Type type = type_of_declaration(said->sql_type, t->strict);
    bool agrees = t->kind == MODEL_TABLE || c->type.storage == CLASS_ANY ||
                  c->type.storage == type.storage;
    c->key = said->key;
    if (!agrees)
        return;
    if (t->kind == MODEL_TABLE || c->type.storage == CLASS_ANY)
        c->classes = classes_of_declaration(said->sql_type, t->strict);
    c->type = type;
    c->type.mode = said->mode;
    c->doc = said->doc;
    c->at = said->at;
    c->enum_values = said->enum_values;
    c->n_enum_values = said->n_enum_values;
    if (said->n_enum_values)
        c->type.enum_of = c;
}

static void table_mean(ModelTable *t, const Column *columns, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t at;
        if (column_find(t, columns[i].name, &at))
            column_mean(column_at(t, at), &columns[i], t);
    }
}

static const View *find_view(const Catalog *c, Str name)
{
    for (size_t i = 0; i < c->n_views; i++)
        if (str_eq_nocase(c->views[i].name, name))
            return &c->views[i];
    return NULL;
}

static Str called(const Settings *s, Str table)
{
    for (size_t i = 0; i < s->n_names; i++)
        if (str_eq_nocase(s->names[i].table, table))
            return s->names[i].name;
    return (Str){0};
}

static void sensitive_mean(ModelTable *t, const DeclaredModel *said)
{
    for (size_t i = 0; i < said->n_sensitive; i++) {
        size_t at;
        if (column_find(t, said->sensitive[i], &at))
            column_at(t, at)->sensitive = true;
    }
}

static void mean(const Reader *r, ModelTable *t)
{
    t->called = called(&r->catalog->settings, t->name);
    const Table *table = catalog_find_table(r->catalog, t->name);
    const View *view = find_view(r->catalog, t->name);
    for (size_t i = 0; i < r->catalog->n_models; i++)
        if (str_eq_nocase(r->catalog->models[i].table, t->name))
            sensitive_mean(t, &r->catalog->models[i]);
    if (table && t->kind != MODEL_VIEW) {
        t->key = table->key;
        t->doc = table->doc;
        t->at = table->at;
        table_mean(t, table->columns, table->n_columns);
    } else if (view && t->kind == MODEL_VIEW) {
        t->key = view->key;
        t->doc = view->doc;
        t->at = view->at;
        table_mean(t, view->columns, view->n_columns);
    }
}

// --- tables ------------------------------------------------------------------

typedef struct TableList {
    ModelTable *items;
    size_t n, capacity;
} TableList;

static ModelKind kind_of(Str type)
{
    return str_is(type, "view")      ? MODEL_VIEW
           : str_is(type, "virtual") ? MODEL_VIRTUAL
                                     : MODEL_TABLE;
}

static bool list_tables(const Reader *r, TableList *list)
{
    sqlite3_stmt *stmt = reader_ask(
        r,
        "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' "
        "AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "ORDER BY name",
        (Str){0});
    while (reader_next(stmt)) {
        Str name = reader_text(r, stmt, 0);
        *arena_push(r->arena, *list, ModelTable) =
            (ModelTable){.name = name,
                         .key = name,
                         .kind = kind_of(reader_text(r, stmt, 1)),
                         .without_rowid = flag(stmt, 2),
                         .strict = flag(stmt, 3)};
    }
    return reader_done(stmt);
}

static size_t rank(const Catalog *c, Str name)
{
    const Table *t = catalog_find_table(c, name);
    return t ? (size_t)(t - c->tables) : c->n_tables;
}

typedef struct Ranked {
    size_t rank, place;
} Ranked;

static int by_rank(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

// The catalog's tables in its order, then the others as they are, by name.
static ModelTable *in_order(const Reader *r, const TableList *list)
{
    Ranked *order = arena_many(r->arena, Ranked, list->n);
    ModelTable *out = arena_many(r->arena, ModelTable, list->n);
    for (size_t i = 0; i < list->n; i++)
        order[i] = (Ranked){rank(r->catalog, list->items[i].name), i};
    if (list->n)
        qsort(order, list->n, sizeof *order, by_rank);
    for (size_t i = 0; i < list->n; i++)
        out[i] = list->items[order[i].place];
    return out;
}

static bool table_read(const Reader *r, ModelTable *t)
{
    if (!reader_columns(r, t) || (t->kind == MODEL_TABLE && !keys_read(r, t)))
        return false;
    if (t->kind == MODEL_VIRTUAL)
        reader_virtual(t);
    if (t->kind != MODEL_VIEW)
        mean(r, t);
    return true;
}

static size_t hash_nocase(Str s)
{
    size_t h = 2166136261u;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 16777619u;
    }
    return h;
}

static void index_tables(Arena *a, Model *m)
{
    size_t n = 16;
    while (n < m->n_tables * 2)
        n *= 2;
    size_t *slots = arena_many(a, size_t, n);
    for (size_t i = 0; i < m->n_tables; i++) {
        size_t at = hash_nocase(m->tables[i].name) & (n - 1);
        while (slots[at])
            at = (at + 1) & (n - 1);
        slots[at] = i + 1;
    }
    m->slots = slots;
    m->n_slots = n;
}

static const ModelTable *find_slot(const Model *m, Str name)
{
    size_t at = hash_nocase(name) & (m->n_slots - 1);
    for (; m->slots[at]; at = (at + 1) & (m->n_slots - 1))
        if (str_eq_nocase(m->tables[m->slots[at] - 1].name, name))
            return &m->tables[m->slots[at] - 1];
    return NULL;
}

// The tables' own SQL, and whether they or what hangs on them may skip a row in silence.
static bool sql_read(const Reader *r, const Model *m, ModelTable *tables)
{
    sqlite3_stmt *stmt =
        reader_ask(r,
                   "SELECT tbl_name, sql, name = tbl_name COLLATE nocase, "
                   "sql LIKE '%ignore%', type = 'trigger' "
                   "FROM sqlite_schema",
                   (Str){0});
    while (reader_next(stmt)) {
        Str name = str_z((const char *)sqlite3_column_text(stmt, 0));
        const ModelTable *found = find_slot(m, name);
        if (!found)
            continue;
        ModelTable *t = &tables[found - m->tables];
        if (flag(stmt, 2))
            t->sql = reader_text(r, stmt, 1);
        t->may_ignore |= flag(stmt, 3);
        t->has_triggers |= flag(stmt, 4);
    }
    return reader_done(stmt);
}

bool model_read(Arena *a, const Catalog *c, sqlite3 *db, Model *out, Str *why)
{
    Reader r = {a, c, db};
    TableList list = {0};
    bool ok = list_tables(&r, &list);
    ModelTable *tables = in_order(&r, &list);
    *out = (Model){.tables = tables, .n_tables = list.n};
    index_tables(a, out);
    ok = ok && sql_read(&r, out, tables);
    for (size_t i = 0; ok && i < list.n; i++)
        ok = table_read(&r, &tables[i]);
    if (ok)
        reader_functions(&r, out);
    if (ok)
        infer_views(a, out, tables);
    for (size_t i = 0; i < list.n; i++)
        if (tables[i].kind == MODEL_VIEW)
            mean(&r, &tables[i]);
    if (!ok)
        *why = str_copy(a, str_z(sqlite3_errmsg(db)));
    return ok;
}

// --- finding -----------------------------------------------------------------

const ModelTable *model_find_table(const Model *m, Str sql_name)
{
    if (m->n_slots)
        return find_slot(m, sql_name);
    for (size_t i = 0; i < m->n_tables; i++)
        if (str_eq_nocase(m->tables[i].name, sql_name))
            return &m->tables[i];
    return NULL;
}

const ModelColumn *model_find_column(const ModelTable *t, Str sql_name)
{
    size_t i;
    return column_find(t, sql_name, &i) ? &t->columns[i] : NULL;
}

const ModelTable *model_find_function(const Model *m, Str sql_name)
{
    for (size_t i = 0; i < m->n_functions; i++)
        if (str_eq_nocase(m->functions[i].name, sql_name))
            return &m->functions[i];
    return NULL;
}

static const ModelTable *table_by_key(const Model *m, Str key)
{
    for (size_t i = 0; i < m->n_tables; i++)
        if (str_eq(m->tables[i].key, key))
            return &m->tables[i];
    return NULL;
}

static const ModelColumn *column_by_key(const ModelTable *t, Str key)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (str_eq(t->columns[i].key, key))
            return &t->columns[i];
    return NULL;
}

const ModelColumn *model_find_path(const Model *m, Str path)
{
    size_t dot = str_find(path, '.');
    if (dot == STR_NONE)
        return NULL;
    Str table = str_cut(path, 0, dot), column = str_cut(path, dot + 1, path.len);
    const ModelTable *t = model_find_table(m, table);
    if (!t)
        t = table_by_key(m, table);
    if (!t)
        return NULL;
    const ModelColumn *c = model_find_column(t, column);
    return c ? c : column_by_key(t, column);
}
