// introspect.c - reads the schema of a database from SQLite's own tables of it.

#include "migrate/schema.h"

#include "migrate/sqltext.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

// --- asking ------------------------------------------------------------------

enum { QUESTIONS = 8 };

typedef struct Reader {
    Arena *arena;
    sqlite3 *db;
    const Schema *known;
    bool failed;
    struct { // each is prepared once, and asked of many tables
        const char *sql;
        sqlite3_stmt *stmt;
    } asked[QUESTIONS];
} Reader;

// name is bound to ?1, if it is not none.
static sqlite3_stmt *ask(Reader *r, const char *sql, Str name)
{
    size_t i = 0;
    while (r->asked[i].sql && r->asked[i].sql != sql)
        i++;
    assert(i + 1 < QUESTIONS);
    r->asked[i].sql = sql;
    sqlite3_stmt **stmt = &r->asked[i].stmt;
    if (!*stmt && sqlite3_prepare_v2(r->db, sql, -1, stmt, NULL) != SQLITE_OK)
        r->failed = true;
    else if (name.ptr)
        sqlite3_bind_text(*stmt, 1, name.ptr, (int)name.len, SQLITE_STATIC);
    return *stmt;
}

static bool next(Reader *r, sqlite3_stmt *stmt)
{
    int code = stmt ? sqlite3_step(stmt) : SQLITE_DONE;
    if (code != SQLITE_ROW && sqlite3_reset(stmt) != SQLITE_OK)
        r->failed = true;
    return code == SQLITE_ROW;
}

static Str text(Reader *r, sqlite3_stmt *stmt, int column)
{
    const char *z = (const char *)sqlite3_column_text(stmt, column);
    if (!z)
        return (Str){0};
    return str_copy(r->arena, (Str){z, (size_t)sqlite3_column_bytes(stmt, column)});
}

// --- what only the text says -------------------------------------------------

// The items between the parentheses of CREATE TABLE: columns, then constraints.
typedef struct Item {
    size_t from, to; // tokens
} Item;

typedef struct Items {
    Item *items;
    size_t n, capacity;
} Items;

static Items split_items(Arena *a, const Tokens *t)
{
    Items list = {0};
    size_t open = 0;
    while (open < t->n && !token_is(t, open, "("))
        open++;
    size_t from = open + 1, close = open < t->n ? token_close(t, open) - 1 : t->n;
    for (size_t i = from; i < t->n && i <= close; i++)
        if (i == close || (t->items[i].depth == 1 && token_is(t, i, ","))) {
            if (i > from)
                *arena_push(a, list, Item) = (Item){from, i};
            from = i + 1;
        }
    return list;
}

static bool starts_constraint(const Tokens *t, size_t i)
{
    static const char *const words[] = {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK",
                                        "FOREIGN"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (token_is(t, i, words[k]))
            return true;
    return false;
}

// CONSTRAINT "name" in front of token i belongs to it.
static size_t with_name(const Tokens *t, size_t from, size_t i)
{
    return i >= from + 2 && token_is(t, i - 2, "CONSTRAINT") ? i - 2 : i;
}

// ON CONFLICT and DEFERRABLE mean nothing without what they stand behind.
static Str tail_of(Arena *a, const Tokens *t, size_t from, size_t i, size_t to)
{
    size_t start = i;
    static const char *const heads[] = {"PRIMARY", "UNIQUE",     "CHECK",
                                        "FOREIGN", "REFERENCES", "NOT"};
    for (size_t k = from; k < i; k++)
        for (size_t h = 0; h < sizeof heads / sizeof *heads; h++)
            if (t->items[k].depth == t->items[from].depth && token_is(t, k, heads[h]) &&
                !(h == 5 && !token_is(t, k + 1, "NULL")))
                start = k;
    size_t end = i;
    while (end < to && t->items[end].kind == TOKEN_WORD && end < i + 4)
        end++;
    return sql_normal(a, t, start, token_is(t, i, "ON") ? i + 3 : end);
}

typedef struct Found {
    Str *items;
    size_t n, capacity;
} Found;

// Between two tokens: CHECK (...) into checks, which is the table's wherever it stands;
// ON CONFLICT ..., [NOT] DEFERRABLE ... into out.
static void find_constraints(Arena *a, const Tokens *t, Item item, Found *checks,
                             Found *out)
{
    int depth = t->items[item.from].depth;
    for (size_t i = item.from; i < item.to; i++) {
        if (t->items[i].depth != depth)
            continue;
        if (token_is(t, i, "CHECK"))
            *arena_push(a, *checks, Str) =
                sql_normal(a, t, with_name(t, item.from, i), token_close(t, i + 1));
        else if (token_is(t, i, "ON") && token_is(t, i + 1, "CONFLICT"))
            *arena_push(a, *out, Str) = tail_of(a, t, item.from, i, item.to);
        else if (token_is(t, i, "DEFERRABLE") && !token_is(t, i - 1, "NOT"))
            *arena_push(a, *out, Str) = tail_of(a, t, item.from, i, item.to);
    }
}

static int compare_strs(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static void sort(Str *items, size_t n)
{
    if (n)
        qsort(items, n, sizeof *items, compare_strs);
}

static Str join(Arena *a, const Found *found)
{
    Buf b = {.arena = a};
    for (size_t i = 0; i < found->n; i++) {
        if (i)
            buf_z(&b, " ; ");
        buf_put(&b, found->items[i]);
    }
    return buf_str(&b);
}

static void read_column_text(Arena *a, SchemaColumn *c, const Tokens *t, Item item,
                             Found *checks)
{
    Found found = {0};
    c->definition =
        str_cut(t->text, t->items[item.from].start, t->items[item.to - 1].end);
    find_constraints(a, t, item, checks, &found);
    sort(found.items, found.n);
    c->constraints = join(a, &found);
    for (size_t i = item.from; c->generated.ptr && i + 1 < item.to; i++)
        if (t->items[i].depth == t->items[item.from].depth && token_is(t, i, "AS") &&
            token_is(t, i + 1, "("))
            c->generated = sql_normal(a, t, i + 1, token_close(t, i + 1));
}

static void read_table_text(Arena *a, SchemaTable *table)
{
    Tokens t = sql_tokens(a, table->sql);
    Items items = split_items(a, &t);
    Found found = {0};
    for (size_t i = 0; i < items.n; i++) {
        Item item = items.items[i];
        SchemaColumn *c = NULL;
        if (!starts_constraint(&t, item.from))
            c = schema_find_column(table, token_name(a, &t, item.from));
        if (c)
            read_column_text(a, c, &t, item, &found);
        else
            find_constraints(a, &t, item, &found, &found);
    }
    sort(found.items, found.n);
    table->constraints = found.items;
    table->n_constraints = found.n;
}

// --- tables ------------------------------------------------------------------

enum { HIDDEN = 1, GENERATED_VIRTUAL = 2, GENERATED_STORED = 3 };

static void read_metadata(Reader *r, SchemaTable *t, SchemaColumn *c)
{
    const char *collation = NULL;
    int not_null = 0, key = 0, autoincrement = 0;
    if (!t->virtual_table &&
        sqlite3_table_column_metadata(r->db, "main", t->name.ptr, c->name.ptr, NULL,
                                      &collation, &not_null, &key,
                                      &autoincrement) != SQLITE_OK)
        r->failed = true;
    c->collation = str_copy(r->arena, str_z(collation));
    t->autoincrement = t->autoincrement || autoincrement;
}

static void read_columns(Reader *r, SchemaTable *t)
{
    struct {
        SchemaColumn *items;
        size_t n, capacity;
    } list = {0};
    sqlite3_stmt *stmt = ask(r,
                             "SELECT name, type, \"notnull\", dflt_value, pk, hidden "
                             "FROM pragma_table_xinfo(?1, 'main') ORDER BY cid",
                             t->name);
    while (next(r, stmt)) {
        int hidden = sqlite3_column_int(stmt, 5);
        SchemaColumn c = {.name = text(r, stmt, 0),
                          .type = text(r, stmt, 1),
                          .not_null = sqlite3_column_int(stmt, 2) != 0,
                          .has_default = sqlite3_column_type(stmt, 3) != SQLITE_NULL,
                          .default_sql = text(r, stmt, 3),
                          .primary_key = sqlite3_column_int(stmt, 4),
                          .stored = hidden == GENERATED_STORED,
                          .hidden = hidden == HIDDEN};
        if (hidden == GENERATED_VIRTUAL || hidden == GENERATED_STORED)
            c.generated = S("");
        *arena_push(r->arena, list, SchemaColumn) = c;
    }
    t->columns = list.items;
    t->n_columns = list.n;
    for (size_t i = 0; i < t->n_columns; i++)
        read_metadata(r, t, &t->columns[i]);
}

static int compare_keys(const void *a, const void *b)
{
    const SchemaKey *x = a, *y = b;
    int order = str_cmp(x->columns[0], y->columns[0]);
    return order ? order : str_cmp(x->table, y->table);
}

static void read_keys(Reader *r, SchemaTable *t)
{
    struct {
        SchemaKey *items;
        size_t n, capacity;
    } list = {0};
    struct {
        Str *items;
        size_t n, capacity;
    } from = {0}, to = {0};
    int last = -1;
    sqlite3_stmt *stmt =
        ask(r,
            "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete "
            "FROM pragma_foreign_key_list(?1, 'main') ORDER BY id, seq",
            t->name);
    while (next(r, stmt)) {
        if (sqlite3_column_int(stmt, 0) != last) {
            last = sqlite3_column_int(stmt, 0);
            memset(&from, 0, sizeof from);
            memset(&to, 0, sizeof to);
            *arena_push(r->arena, list, SchemaKey) =
                (SchemaKey){.table = text(r, stmt, 1),
                            .on_update = text(r, stmt, 4),
                            .on_delete = text(r, stmt, 5)};
        }
        SchemaKey *key = &list.items[list.n - 1];
        *arena_push(r->arena, from, Str) = text(r, stmt, 2);
        if (sqlite3_column_type(stmt, 3) != SQLITE_NULL)
            *arena_push(r->arena, to, Str) = text(r, stmt, 3);
        key->columns = from.items;
        key->n_columns = from.n;
        key->foreign_columns = to.items;
        key->n_foreign_columns = to.n;
        key->implied = to.n == 0;
    }
    if (list.n)
        qsort(list.items, list.n, sizeof *list.items, compare_keys);
    t->keys = list.items;
    t->n_keys = list.n;
}

static Str read_unique(Reader *r, Str index)
{
    Buf b = {.arena = r->arena};
    sqlite3_stmt *stmt =
        ask(r,
            "SELECT name, coll, \"desc\" FROM pragma_index_xinfo(?1, 'main') "
            "WHERE key ORDER BY seqno",
            index);
    while (next(r, stmt)) {
        Str collation = text(r, stmt, 1);
        if (b.n)
            buf_z(&b, ", ");
        buf_put(&b, text(r, stmt, 0));
        if (!str_eq_nocase(collation, S("BINARY")))
            buf_format(&b, " COLLATE %.*s", STR_ARG(collation));
        if (sqlite3_column_int(stmt, 2))
            buf_z(&b, " DESC");
    }
    return buf_str(&b);
}

static void read_uniques(Reader *r, SchemaTable *t)
{
    Found names = {0}, list = {0};
    sqlite3_stmt *stmt =
        ask(r, "SELECT name FROM pragma_index_list(?1, 'main') WHERE origin = 'u'",
            t->name);
    while (next(r, stmt))
        *arena_push(r->arena, names, Str) = text(r, stmt, 0);
    for (size_t i = 0; i < names.n; i++)
        *arena_push(r->arena, list, Str) = read_unique(r, names.items[i]);
    sort(list.items, list.n);
    t->uniques = list.items;
    t->n_uniques = list.n;
}

static void read_table(Reader *r, SchemaTable *t)
{
    read_columns(r, t);
    if (!t->virtual_table) {
        read_keys(r, t);
        read_uniques(r, t);
        read_table_text(r->arena, t);
    }
    SchemaColumn *rowid = (SchemaColumn *)(uintptr_t)schema_rowid_alias(t);
    if (rowid)
        rowid->not_null = true; // whatever is said
}

// REFERENCES users is REFERENCES users(id), whatever its key is.
static void name_foreign_columns(Reader *r, const Schema *s, SchemaKey *key)
{
    if (!key->implied)
        return;
    const SchemaTable *parent = schema_find_table(s, key->table);
    Str *names = arena_many(r->arena, Str, key->n_columns);
    size_t n = 0;
    for (size_t i = 0; parent && i < parent->n_columns; i++) {
        int place = parent->columns[i].primary_key;
        if (place > 0 && (size_t)place <= key->n_columns) {
            names[place - 1] = parent->columns[i].name;
            n++;
        }
    }
    if (n == key->n_columns) {
        key->foreign_columns = names;
        key->n_foreign_columns = n;
    }
}

// False if it is none of the application's.
static bool read_kind(Reader *r, SchemaTable *t)
{
    sqlite3_stmt *stmt = ask(r,
                             "SELECT type = 'virtual', wr, strict FROM "
                             "pragma_table_list(?1) WHERE schema = 'main' AND type <> "
                             "'shadow'",
                             t->name);
    bool is_there = false;
    while (next(r, stmt)) {
        is_there = true;
        t->virtual_table = sqlite3_column_int(stmt, 0) != 0;
        t->without_rowid = sqlite3_column_int(stmt, 1) != 0;
        t->strict = sqlite3_column_int(stmt, 2) != 0;
    }
    return is_there;
}

// Null unless it was read before from the same text.
static const SchemaTable *known_table(const Reader *r, Str name, Str sql)
{
    const SchemaTable *t = schema_find_table(r->known, name);
    bool same = t && str_eq(t->name, name) && str_eq(t->sql, sql);
    for (size_t i = 0; same && i < t->n_keys; i++)
        same = !t->keys[i].implied; // that one says what its parent is
    return same ? t : NULL;
}

static void read_tables(Reader *r, Schema *out)
{
    struct {
        SchemaTable *items;
        size_t n, capacity;
    } list = {0};
    sqlite3_stmt *stmt = ask(
        r, "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid",
        (Str){0});
    while (next(r, stmt)) {
        SchemaTable t = {.name = text(r, stmt, 0), .sql = text(r, stmt, 1)};
        const SchemaTable *known = known_table(r, t.name, t.sql);
        if (known) {
            t = *known;
            t.key = (Str){0};
            t.unmanaged = false;
        } else if (schema_ignores(t.name) || !read_kind(r, &t))
            continue;
        else
            read_table(r, &t);
        *arena_push(r->arena, list, SchemaTable) = t;
    }
    out->tables = list.items;
    out->n_tables = list.n;
    for (size_t i = 0; i < list.n; i++)
        for (size_t k = 0; k < list.items[i].n_keys; k++)
            name_foreign_columns(r, out, &list.items[i].keys[k]);
}

// --- what stands on tables ---------------------------------------------------

// Without CREATE, IF NOT EXISTS and ASC, which make no difference.
static Str object_normal(Arena *a, Str sql)
{
    Tokens t = sql_tokens(a, sql), kept = {.text = sql};
    for (size_t i = 0; i < t.n; i++) {
        if (i < 5 && token_is(&t, i, "IF") && token_is(&t, i + 1, "NOT")) {
            i += 2;
            continue;
        }
        if (!token_is(&t, i, "ASC"))
            *arena_push(a, kept, Token) = t.items[i];
    }
    return sql_normal(a, &kept, 0, kept.n);
}

static void read_objects(Reader *r, Schema *out)
{
    struct {
        SchemaObject *items;
        size_t n, capacity;
    } list = {0};
    sqlite3_stmt *stmt = ask(r,
                             "SELECT type, name, tbl_name, sql FROM sqlite_schema "
                             "WHERE type <> 'table' AND sql IS NOT NULL ORDER BY rowid",
                             (Str){0});
    while (next(r, stmt)) {
        Str type = text(r, stmt, 0), table = text(r, stmt, 2);
        SchemaObject o = {.kind = str_is(type, "index")  ? OBJECT_INDEX
                                  : str_is(type, "view") ? OBJECT_VIEW
                                                         : OBJECT_TRIGGER,
                          .name = text(r, stmt, 1),
                          .sql = text(r, stmt, 3)};
        if (schema_ignores(o.name) || schema_ignores(table))
            continue;
        if (o.kind != OBJECT_VIEW)
            o.table = table;
        const SchemaObject *known = schema_find_object(r->known, o.kind, o.name);
        o.normal = known && str_eq(known->sql, o.sql) ? known->normal
                                                      : object_normal(r->arena, o.sql);
        o.unique = str_starts(o.normal, "create unique");
        *arena_push(r->arena, list, SchemaObject) = o;
    }
    out->objects = list.items;
    out->n_objects = list.n;
}

bool schema_read(Arena *a, sqlite3 *db, Schema *out, Str *why)
{
    Schema nothing = {0};
    return schema_read_again(a, db, &nothing, out, why);
}

bool schema_read_again(Arena *a, sqlite3 *db, const Schema *known, Schema *out,
                       Str *why)
{
    Reader r = {.arena = a, .db = db, .known = known};
    *out = (Schema){0};
    read_tables(&r, out);
    if (!r.failed)
        read_objects(&r, out);
    if (r.failed)
        *why = str_copy(a, str_z(sqlite3_errmsg(db)));
    for (size_t i = 0; i < QUESTIONS; i++)
        sqlite3_finalize(r.asked[i].stmt);
    return !r.failed;
}
