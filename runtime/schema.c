// schema.c - creating the schema, describing it, and noticing that it is another.

#include "runtime/internal.h"

#include <string.h>

// --- describing --------------------------------------------------------------

// An extra view that is broken, or a virtual table whose module is not there,
// must not matter: their columns are not asked for. Of a unique key only what
// makes rows unique counts: no partial index, no expression, any order.
static const char shape_sql[] =
    "WITH tables(name, kind) AS (\n"
    "  SELECT name, iif(type = 'virtual', 'virtual table', type)\n"
    "         || iif(wr, ' without rowid', '') || iif(strict, ' strict', '')\n"
    "    FROM pragma_table_list\n"
    "   WHERE schema = 'main' AND type IN ('table', 'view', 'virtual')\n"
    "     AND substr(lower(name), 1, 7) <> 'sqlite_')\n"
    "SELECT weave_name(name) || ' ' || kind FROM tables\n"
    "UNION\n"
    "SELECT weave_name(t.name) || '.' || weave_name(c.name) || ' '\n"
    "       || lower(replace(replace(c.type, char(10), ' '), char(13), ' '))\n"
    "       || iif(c.\"notnull\", ' not null', '') || iif(c.pk, ' primary key', '')\n"
    "       || iif(c.hidden, ' generated', '')\n"
    "  FROM tables t, pragma_table_xinfo(t.name, 'main') c\n"
    " WHERE t.kind GLOB 'table*'\n"
    "UNION\n"
    "SELECT weave_name(t.name) || '('\n"
    "       || (SELECT group_concat(weave_name(name), ',')\n"
    "             FROM (SELECT name FROM pragma_index_info(i.name, 'main')\n"
    "                    ORDER BY name))\n"
    "       || ') unique'\n"
    "  FROM tables t, pragma_index_list(t.name, 'main') i\n"
    " WHERE i.\"unique\" AND i.origin <> 'pk' AND NOT i.partial\n"
    "   AND NOT EXISTS (SELECT 1 FROM pragma_index_info(i.name, 'main')\n"
    "                    WHERE name IS NULL)\n"
    " ORDER BY 1";

int weave_schema_shape(sqlite3 *sqlite, char **out)
{
    *out = NULL;
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(sqlite, shape_sql, -1, &stmt, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_str *text = sqlite3_str_new(sqlite);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        sqlite3_str_appendf(text, "%s\n", sqlite3_column_text(stmt, 0));
    rc = sqlite3_finalize(stmt);
    if (rc == SQLITE_OK)
        rc = sqlite3_str_errcode(text);
    char *shape = sqlite3_str_finish(text);
    if (rc == SQLITE_OK && !shape) // no line at all
        shape = sqlite3_mprintf("");
    if (rc == SQLITE_OK && !shape)
        rc = SQLITE_NOMEM;
    if (rc == SQLITE_OK)
        *out = shape;
    else
        sqlite3_free(shape);
    return rc;
}

// --- comparing ---------------------------------------------------------------

// "media.mime_type text not null": the subject ends at the first space.
typedef struct Line {
    const char *subject;
    int n_subject; // 0 after the last line
    const char *words;
    int n_words;
} Line;

static Line next_line(const char **shape)
{
    Line line = {.subject = *shape, .words = ""};
    size_t len = strcspn(*shape, "\n");
    line.n_subject = (int)strcspn(*shape, " \n");
    if ((size_t)line.n_subject < len) {
        line.words = line.subject + line.n_subject + 1;
        line.n_words = (int)len - line.n_subject - 1;
    }
    *shape += len + ((*shape)[len] == '\n');
    return line;
}

// As the shapes are sorted; past the last line comes after everything.
static int compare_subjects(const Line *a, const Line *b)
{
    if (!a->n_subject || !b->n_subject)
        return !a->n_subject - !b->n_subject;
    int shorter = a->n_subject < b->n_subject ? a->n_subject : b->n_subject;
    int order = memcmp(a->subject, b->subject, (size_t)shorter);
    return order ? order : a->n_subject - b->n_subject;
}

static bool same_words(const Line *a, const Line *b)
{
    return a->n_words == b->n_words &&
           memcmp(a->words, b->words, (size_t)a->n_words) == 0;
}

// '.' for a column, '(' for a unique key, 0 for a table or view.
static char sign_of(const Line *line)
{
    int i = (int)strcspn(line->subject, ".( ");
    return i < line->n_subject ? line->subject[i] : '\0';
}

static bool belongs_to(const Line *line, const Line *table)
{
    return table->n_subject > 0 && line->n_subject > table->n_subject &&
           memcmp(line->subject, table->subject, (size_t)table->n_subject) == 0 &&
           (line->subject[table->n_subject] == '.' ||
            line->subject[table->n_subject] == '(');
}

enum { SHOWN = 3 };

typedef struct Report {
    sqlite3_str *text;
    int n;
} Report;

// True if this difference is to be told.
static bool another(Report *r)
{
    r->n++;
    if (r->n > 1 && r->n <= SHOWN)
        sqlite3_str_appendall(r->text, "; ");
    return r->n <= SHOWN;
}

static void report_missing(Report *r, const Line *line)
{
    const char *what = "table";
    if (sign_of(line) == '.')
        what = "column";
    else if (sign_of(line) == '(')
        what = "unique key";
    else if (line->words[0] == 'v' && line->n_words == 4)
        what = "view";
    if (another(r))
        sqlite3_str_appendf(r->text, "%s %.*s is missing", what, line->n_subject,
                            line->subject);
}

static void report_changed(Report *r, const Line *woven, const Line *real)
{
    if (another(r))
        sqlite3_str_appendf(r->text, "%.*s is \"%.*s\", woven for \"%.*s\"",
                            real->n_subject, real->subject, real->n_words, real->words,
                            woven->n_words, woven->words);
}

static void report_extra(Report *r, const Line *line)
{
    if (another(r))
        sqlite3_str_appendf(r->text, "column %.*s is new", line->n_subject,
                            line->subject);
}

// Walks both shapes at once. A table's line comes right before its members'.
static void compare(const char *woven_shape, const char *real_shape, Report *r)
{
    Line woven = next_line(&woven_shape), real = next_line(&real_shape);
    Line table = {0}, missing = {0};
    while (woven.n_subject || real.n_subject) {
        int order = compare_subjects(&woven, &real);
        if (order <= 0 && sign_of(&woven) == '\0')
            *(order < 0 ? &missing : &table) = woven;
        if (order < 0 && !belongs_to(&woven, &missing))
            report_missing(r, &woven);
        else if (order == 0 && !same_words(&woven, &real))
            report_changed(r, &woven, &real);
        else if (order > 0 && belongs_to(&real, &table) && sign_of(&real) == '.')
            report_extra(r, &real);
        if (order <= 0)
            woven = next_line(&woven_shape);
        if (order >= 0)
            real = next_line(&real_shape);
    }
}

// --- checking ----------------------------------------------------------------

char *weave_shape_difference(const char *woven, const char *real)
{
    Report r = {.text = sqlite3_str_new(NULL)};
    compare(woven, real, &r);
    if (r.n > SHOWN)
        sqlite3_str_appendf(r.text, "; and %d more", r.n - SHOWN);
    char *text = sqlite3_str_finish(r.text);
    return r.n ? text : sqlite3_mprintf("");
}

static WeaveStatement stored_sql = {
    .place = "weave",
    .sql = "SELECT sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid",
};

// Whether the database holds each statement of the DDL as it stands there, in that
// order. SQLite keeps their texts, and what else there is does not matter, so nothing
// needs to be compared then: most often, and for a tenth of what comparing costs.
static WeaveStatus has_ddl(WeaveDb *db, bool *has)
{
    static const char blanks[] = " \t\r\n";
    const char *ddl = db->schema->ddl ? db->schema->ddl : ";";
    bool fresh;
    WeaveQuery q = query_begin(db, &stored_sql, &fresh);
    while (weave_step(&q)) {
        WeaveText sql = weave_read_text(&q, 0);
        ddl += strspn(ddl, blanks);
        if (sql.ptr && strncmp(ddl, sql.ptr, sql.len) == 0 && ddl[sql.len] == ';')
            ddl += sql.len + 1;
    }
    *has = !ddl[strspn(ddl, blanks)];
    return weave_end(&q);
}

static WeaveStatus check_shape(WeaveDb *db, const char *place)
{
    char *shape;
    int rc = weave_schema_shape(db->sqlite, &shape);
    if (rc != SQLITE_OK)
        return db_fail_sqlite(db, place, rc);
    const WeaveSchema *schema = db->schema;
    char *difference = weave_shape_difference(schema->shape, shape);
    sqlite3_free(shape);
    if (!difference)
        return db_fail(db, place, WEAVE_NOMEM, "out of memory");
    db->drifted = *difference != '\0';
    char *text = NULL;
    if (db->drifted)
        text = sqlite3_mprintf("the database is not the one %s was woven for: %s",
                               schema->name ? schema->name : "this", difference);
    sqlite3_free(difference);
    return db->drifted ? db_fail_text(db, place, WEAVE_SCHEMA, text) : WEAVE_OK;
}

static WeaveStatement schema_version = {
    .place = "weave",
    .sql = "PRAGMA schema_version",
};

WeaveStatus schema_check(WeaveDb *db, const char *place)
{
    if (!db->checked)
        return WEAVE_OK;
    bool fresh;
    WeaveQuery q = query_begin(db, &schema_version, &fresh);
    weave_step(&q);
    int64_t version = weave_read_int(&q, 0);
    WeaveStatus status = weave_end(&q);
    if (status != WEAVE_OK || (version == db->schema_version && !db->drifted))
        return status;
    bool same = false;
    status = has_ddl(db, &same);
    if (status != WEAVE_OK)
        return status;
    if (same)
        db->drifted = false;
    else
        status = check_shape(db, place);
    if (status == WEAVE_OK || status == WEAVE_SCHEMA)
        db->schema_version = version;
    return status;
}

// --- creating ----------------------------------------------------------------

static WeaveStatement any_table = {
    .place = "weave_open",
    .sql = "SELECT 1 FROM sqlite_schema\n"
           " WHERE substr(lower(name), 1, 7) <> 'sqlite_' LIMIT 1",
};

WeaveStatus schema_is_empty(WeaveDb *db, bool *empty)
{
    bool fresh;
    WeaveQuery q = query_begin(db, &any_table, &fresh);
    *empty = !weave_step(&q);
    return weave_end(&q);
}

static WeaveStatus run_all(WeaveDb *db, const char *place, const char *sql)
{
    int rc = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? WEAVE_OK : db_fail_sqlite(db, place, rc);
}

// Rows may lead to one another in a circle: only the commit asks for parents.
WeaveStatus schema_seed(WeaveDb *db)
{
    const WeaveSchema *s = db->schema;
    if (!s || !s->n_seeds)
        return WEAVE_OK;
    WeaveStatus status = run_all(db, "weave_seed", "PRAGMA defer_foreign_keys = ON");
    for (size_t i = 0; i < s->n_seeds && status == WEAVE_OK; i++)
        status = run_all(db, s->seeds[i].place, s->seeds[i].sql);
    return status;
}

static WeaveStatus create_tables(WeaveDb *db)
{
    bool empty = false;
    WeaveStatus status =
        schema_is_empty(db, &empty); // again: the lock is held only now
    if (status != WEAVE_OK || !empty)
        return status;
    status = run_all(db, NULL, db->schema->ddl);
    return status == WEAVE_OK ? schema_seed(db) : status;
}

static WeaveStatus in_transaction(WeaveDb *db, WeaveStatus work(WeaveDb *db))
{
    WeaveStatus status = weave_begin(db);
    if (status != WEAVE_OK)
        return status;
    status = work(db);
    if (status == WEAVE_OK)
        status = weave_commit(db);
    if (status != WEAVE_OK)
        weave_rollback(db);
    return status;
}

WeaveStatus schema_create(WeaveDb *db)
{
    const WeaveMigrations *migrations = db->schema->migrations;
    bool empty = false;
    WeaveStatus status = schema_is_empty(db, &empty);
    if (status != WEAVE_OK || !empty)
        return status;
    return migrations ? migrations->migrator->create(db, migrations)
                      : in_transaction(db, create_tables);
}

WeaveStatus weave_seed(WeaveDb *db)
{
    if (!db)
        return WEAVE_MISUSE;
    WeaveStatus status = db_usable(db, "weave_seed");
    return status == WEAVE_OK ? in_transaction(db, schema_seed) : status;
}
