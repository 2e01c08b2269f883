// rehearse.c - a migration is carried out on a copy of the database.
//
// Before and after, each table's columns that stay are summed up over all rows, together
// with what identifies the row. Where the sums differ the two are compared row by row, to
// say which.

#include "migrate/rehearse.h"

#include "base/hash.h"
#include "migrate/shadow.h"
#include "migrate/sqltext.h"

#include <string.h>

// Below this the copy stands in memory.
enum { IN_MEMORY = 64 * 1024 * 1024 };

// --- sums --------------------------------------------------------------------

static uint64_t mix(uint64_t h)
{
    h = (h ^ (h >> 33)) * UINT64_C(0xff51afd7ed558ccd);
    h = (h ^ (h >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ (h >> 33);
}

// The class is part of the value: '1' is not 1.
static uint64_t hash_value(uint64_t hash, sqlite3_stmt *stmt, int i)
{
    int type = sqlite3_column_type(stmt, i);
    hash = hash_int(hash, (uint64_t)type);
    if (type == SQLITE_INTEGER)
        return hash_int(hash, (uint64_t)sqlite3_column_int64(stmt, i));
    if (type == SQLITE_FLOAT) {
        double d = sqlite3_column_double(stmt, i);
        uint64_t bits;
        memcpy(&bits, &d, sizeof bits);
        return hash_int(hash, bits);
    }
    const void *bytes = sqlite3_column_blob(stmt, i);
    return hash_str(hash, (Str){bytes, (size_t)sqlite3_column_bytes(stmt, i)});
}

bool sum_rows(Arena *a, sqlite3 *db, Str table, const Str *columns, size_t n, Sum *out)
{
    sqlite3_stmt *stmt = NULL;
    Buf b = {.arena = a};
    *out = (Sum){0};
    buf_z(&b, "SELECT 0");
    for (size_t i = 0; i < n; i++)
        buf_format(&b, ", %.*s", STR_ARG(columns[i]));
    buf_format(&b, " FROM %.*s", STR_ARG(table));
    int code = sqlite3_prepare_v2(db, buf_str(&b).ptr, -1, &stmt, NULL);
    while (code == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        uint64_t high = HASH_START, low = ~HASH_START;
        for (int i = 1; i <= (int)n; i++) {
            high = hash_value(high, stmt, i);
            low = hash_value(mix(low), stmt, i);
        }
        out->high += mix(high);
        out->low += mix(low);
        out->rows++;
    }
    return code == SQLITE_OK && sqlite3_finalize(stmt) == SQLITE_OK;
}

// --- what is held against what -----------------------------------------------

typedef struct Held {
    const TablePair *pair;
    Str *from, *to; // columns as SQL, what identifies the row first
    size_t n, n_keys;
    Sum sum;
} Held;

static const ColumnPair *pair_of(const TablePair *t, const SchemaColumn *from)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].from == from)
            return &t->columns[i];
    return NULL;
}

// The primary keys' columns, if they are the same on both sides; else the rowid, if
// neither has another name for it.
static void find_row_key(Arena *a, Held *h)
{
    const TablePair *t = h->pair;
    bool same = true;
    size_t n = 0, n_to = 0;
    for (size_t i = 0; i < t->to->n_columns; i++)
        n_to += t->to->columns[i].primary_key > 0;
    for (size_t i = 0; i < t->from->n_columns; i++) {
        const SchemaColumn *c = &t->from->columns[i];
        const ColumnPair *p = pair_of(t, c);
        if (!c->primary_key)
            continue;
        same = same && p && p->to && p->to->primary_key == c->primary_key;
        if (!same)
            break;
        h->from[n] = sql_name(a, c->name);
        h->to[n++] = sql_name(a, p->to->name);
    }
    bool rowids = !t->from->without_rowid && !t->to->without_rowid &&
                  !schema_rowid_alias(t->from) && !schema_rowid_alias(t->to) &&
                  !schema_find_column(t->from, S("rowid")) &&
                  !schema_find_column(t->to, S("rowid"));
    bool by_key = same && n && n == n_to &&
                  (t->from->without_rowid || schema_rowid_alias(t->from) || !rowids);
    h->n_keys = by_key ? n : rowids ? 1 : 0;
    if (!by_key && rowids)
        h->from[0] = h->to[0] = S("rowid");
    h->n = h->n_keys;
}

static bool is_key(const Held *h, Str sql)
{
    for (size_t i = 0; i < h->n_keys; i++)
        if (str_eq(h->from[i], sql))
            return true;
    return false;
}

static Held hold(Arena *a, const TablePair *t)
{
    size_t most = t->from->n_columns + 1;
    Held h = {
        .pair = t, .from = arena_many(a, Str, most), .to = arena_many(a, Str, most)};
    find_row_key(a, &h);
    for (size_t i = 0; i < t->n_columns; i++) {
        const ColumnPair *c = &t->columns[i];
        if (!c->from || !c->to || c->from->generated.ptr || c->to->generated.ptr ||
            is_key(&h, sql_name(a, c->from->name)))
            continue;
        h.from[h.n] = sql_name(a, c->from->name);
        h.to[h.n++] = sql_name(a, c->to->name);
    }
    return h;
}

// --- the copy ----------------------------------------------------------------

typedef struct Stage {
    Arena *arena;
    sqlite3 *db, *copy;
    const Match *match;
    Held *held;
    size_t n_held;
    Rehearsal *out;
} Stage;

static bool fail(Stage *s, sqlite3 *db)
{
    if (!s->out->why.len)
        s->out->why = str_copy(s->arena, str_z(sqlite3_errmsg(db)));
    return false;
}

static bool exec(Stage *s, sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(s, db);
}

static int64_t ask(sqlite3 *db, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    int64_t n = -1;
    if (sqlite3_prepare_v2(db, sql.ptr, (int)sql.len, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

static bool copy_into(Stage *s, const char *name)
{
    sqlite3_backup *backup = sqlite3_backup_init(s->copy, name, s->db, "main");
    if (!backup)
        return fail(s, s->copy);
    sqlite3_backup_step(backup, -1);
    return sqlite3_backup_finish(backup) == SQLITE_OK || fail(s, s->copy);
}

static const char *place_for_copy(sqlite3 *db)
{
    int64_t size = ask(db, S("SELECT page_count * page_size FROM pragma_page_count, "
                             "pragma_page_size"));
    return size >= 0 && size < IN_MEMORY ? ":memory:" : ""; // "": a temporary file
}

static bool open_copy(Stage *s)
{
    if (sqlite3_open_v2(place_for_copy(s->db), &s->copy,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                            SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        return fail(s, s->copy);
    shadow_teach(s->copy);
    return copy_into(s, "main") && exec(s, s->copy, "PRAGMA foreign_keys = OFF") &&
           exec(s, s->copy, "PRAGMA synchronous = OFF");
}

// --- before, the migration, after --------------------------------------------

static bool sum_before(Stage *s)
{
    bool ok = true;
    s->held = arena_many(s->arena, Held, s->match->n_tables + 1);
    for (size_t i = 0; ok && i < s->match->n_tables; i++) {
        const TablePair *t = &s->match->tables[i];
        if (!t->from || !t->to || t->from->virtual_table || t->to->virtual_table)
            continue;
        Held h = hold(s->arena, t);
        ok = sum_rows(s->arena, s->copy, sql_name(s->arena, t->from->name), h.from, h.n,
                      &h.sum) ||
             fail(s, s->copy);
        s->held[s->n_held++] = h;
    }
    return ok;
}

static int64_t count_orphans(sqlite3 *db)
{
    return ask(db, S("SELECT count(*) FROM pragma_foreign_key_check"));
}

static int run(sqlite3 *db, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(db, sql.ptr, (int)sql.len, &stmt, NULL);
    while (code == SQLITE_OK && stmt && sqlite3_step(stmt) == SQLITE_ROW)
        ;
    return code == SQLITE_OK ? sqlite3_finalize(stmt) : code;
}

// False if SQLite refuses it, which is what one wants to know.
static bool carry_out(Stage *s, const Str *statements, size_t n)
{
    int code = run(s->copy, S("BEGIN"));
    for (size_t i = 0; code == SQLITE_OK && i < n; i++) {
        code = run(s->copy, statements[i]);
        while (code == SQLITE_ERROR && shadow_learn(s->copy))
            code = run(s->copy, statements[i]);
        if (code != SQLITE_OK) {
            s->out->refused = str_copy(s->arena, str_z(sqlite3_errmsg(s->copy)));
            s->out->statement = statements[i];
        }
    }
    run(s->copy, code == SQLITE_OK ? S("COMMIT") : S("ROLLBACK"));
    return code == SQLITE_OK;
}

// --- row by row --------------------------------------------------------------

static Str join_on(Arena *a, const Held *h)
{
    Buf b = {.arena = a};
    for (size_t i = 0; i < h->n_keys; i++)
        buf_format(&b, "%sn.%.*s IS o.%.*s", i ? " AND " : "", STR_ARG(h->to[i]),
                   STR_ARG(h->from[i]));
    return buf_str(&b);
}

static void find_examples(Stage *s, ValueChange *v, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(s->copy, sql.ptr, (int)sql.len, &stmt, NULL) != SQLITE_OK)
        return;
    while (v->n_examples < 5 && sqlite3_step(stmt) == SQLITE_ROW)
        v->examples[v->n_examples++] =
            str_copy(s->arena, str_z((const char *)sqlite3_column_text(stmt, 0)));
    sqlite3_finalize(stmt);
}

// A NULL that became a value is no loss.
static void compare_column(Stage *s, const Held *h, size_t i)
{
    Arena *a = s->arena;
    Str from = h->from[i], to = h->to[i];
    Str rest = str_format(
        a,
        "FROM was.%.*s o JOIN main.%.*s n ON %.*s WHERE o.%.*s IS NOT NULL AND "
        "(typeof(o.%.*s) <> typeof(n.%.*s) OR o.%.*s COLLATE BINARY IS NOT n.%.*s)",
        STR_ARG(sql_name(a, h->pair->from->name)),
        STR_ARG(sql_name(a, h->pair->to->name)), STR_ARG(join_on(a, h)), STR_ARG(from),
        STR_ARG(from), STR_ARG(to), STR_ARG(from), STR_ARG(to));
    int64_t n = ask(s->copy, str_format(a, "SELECT count(*) %.*s", STR_ARG(rest)));
    if (n <= 0)
        return;
    ValueChange v = {.table = h->pair->to->name, .rows = n};
    for (size_t k = 0; k < h->pair->n_columns; k++)
        if (h->pair->columns[k].to &&
            str_eq(sql_name(a, h->pair->columns[k].to->name), to))
            v.column = h->pair->columns[k].to->name;
    find_examples(s, &v,
                  str_format(a,
                             "SELECT 'row ' || o.%.*s || ': ' || "
                             "substr(quote(o.%.*s), 1, 60) || ' → ' || "
                             "substr(quote(n.%.*s), 1, 60) %.*s LIMIT 5",
                             STR_ARG(h->from[0]), STR_ARG(from), STR_ARG(to),
                             STR_ARG(rest)));
    s->out->changes[s->out->n_changes++] = v;
}

static void compare_rows(Stage *s, const Held *h, int64_t rows_after)
{
    Arena *a = s->arena;
    int64_t lost = h->sum.rows - rows_after;
    if (h->n_keys)
        lost =
            ask(s->copy, str_format(a,
                                    "SELECT count(*) FROM was.%.*s o WHERE NOT EXISTS "
                                    "(SELECT 1 FROM main.%.*s n WHERE %.*s)",
                                    STR_ARG(sql_name(a, h->pair->from->name)),
                                    STR_ARG(sql_name(a, h->pair->to->name)),
                                    STR_ARG(join_on(a, h))));
    if (lost > 0)
        s->out->losses[s->out->n_losses++] = (RowLoss){h->pair->from->name, lost};
    for (size_t i = h->n_keys; h->n_keys && i < h->n; i++)
        compare_column(s, h, i);
    if (!h->n_keys && lost <= 0) // which values cannot be said
        s->out->changes[s->out->n_changes++] =
            (ValueChange){.table = h->pair->to->name, .rows = h->sum.rows};
}

// The storage classes that a type is meant for, beside NULL; null if any will do.
static const char *classes_of(Str type)
{
    if (str_eq_nocase(type, S("integer")) || str_eq_nocase(type, S("int")))
        return "'integer'";
    if (str_eq_nocase(type, S("real")))
        return "'real'";
    if (str_eq_nocase(type, S("text")))
        return "'text'";
    return str_eq_nocase(type, S("blob")) ? "'blob'" : NULL;
}

static void find_misfits(Stage *s, const TablePair *t, const ColumnPair *c)
{
    Arena *a = s->arena;
    const char *classes = c->to ? classes_of(c->to->type) : NULL;
    if (!c->from || !classes || str_eq_nocase(c->from->type, c->to->type))
        return;
    Str column = sql_name(a, c->to->name);
    Str rest = str_format(a, "FROM %.*s WHERE typeof(%.*s) NOT IN ('null', %s)",
                          STR_ARG(sql_name(a, t->to->name)), STR_ARG(column), classes);
    int64_t n = ask(s->copy, str_format(a, "SELECT count(*) %.*s", STR_ARG(rest)));
    if (n <= 0)
        return;
    ValueChange v = {
        .table = t->to->name, .column = c->to->name, .misfits = true, .rows = n};
    find_examples(s, &v,
                  str_format(a, "SELECT substr(quote(%.*s), 1, 60) %.*s LIMIT 5",
                             STR_ARG(column), STR_ARG(rest)));
    s->out->changes[s->out->n_changes++] = v;
}

static bool look_closer(Stage *s)
{
    return ask(s->copy, S("SELECT count(*) FROM pragma_database_list WHERE name = "
                          "'was'")) > 0 ||
           (exec(s, s->copy,
                 place_for_copy(s->db)[0] ? "ATTACH ':memory:' AS was"
                                          : "ATTACH '' AS was") &&
            copy_into(s, "was"));
}

static bool compare(Stage *s)
{
    size_t most = 1;
    for (size_t i = 0; i < s->n_held; i++)
        most += s->held[i].n + s->held[i].pair->n_columns + 1;
    s->out->changes = arena_many(s->arena, ValueChange, most);
    s->out->losses = arena_many(s->arena, RowLoss, s->n_held + 1);
    for (size_t i = 0; i < s->n_held; i++) {
        const Held *h = &s->held[i];
        Sum sum;
        for (size_t k = 0; k < h->pair->n_columns; k++)
            find_misfits(s, h->pair, &h->pair->columns[k]);
        if (!sum_rows(s->arena, s->copy, sql_name(s->arena, h->pair->to->name), h->to,
                      h->n, &sum))
            return fail(s, s->copy);
        s->out->held += h->sum.rows;
        if (sum.rows == h->sum.rows && sum.high == h->sum.high && sum.low == h->sum.low)
            continue;
        if (!look_closer(s))
            return false;
        compare_rows(s, h, sum.rows);
    }
    return true;
}

bool rehearse(Arena *a, sqlite3 *db, const Str *statements, size_t n,
              const Match *match, Rehearsal *out)
{
    *out = (Rehearsal){0};
    Stage s = {.arena = a, .db = db, .match = match, .out = out};
    bool began = sqlite3_get_autocommit(db) && exec(&s, db, "BEGIN");
    bool ok = open_copy(&s) && sum_before(&s);
    int64_t orphans = ok ? count_orphans(s.copy) : 0;
    if (ok && carry_out(&s, statements, n)) {
        out->orphans = count_orphans(s.copy) - orphans;
        ok = compare(&s);
    }
    sqlite3_close(s.copy);
    if (began)
        exec(&s, db, "ROLLBACK");
    return ok;
}
