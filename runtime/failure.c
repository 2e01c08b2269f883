// failure.c - the last failure of a connection, and the words for it.

#include "runtime/internal.h"

static const char *const status_names[] = {
    "WEAVE_OK",       "WEAVE_NOT_FOUND", "WEAVE_TOO_MANY", "WEAVE_CONSTRAINT",
    "WEAVE_BUSY",     "WEAVE_FULL",      "WEAVE_NOMEM",    "WEAVE_TYPE",
    "WEAVE_MISUSE",   "WEAVE_SCHEMA",    "WEAVE_UNKNOWN",  "WEAVE_ERROR",
    "WEAVE_CONFLICT", "WEAVE_INVALID",   "WEAVE_REFUSED",
};

const char *weave_status_name(WeaveStatus status)
{
    size_t i = (size_t)status;
    return i < sizeof status_names / sizeof *status_names ? status_names[i]
                                                          : "not a WeaveStatus";
}

// --- SQLite's codes ----------------------------------------------------------

#define CODE(name)                                                                     \
    {                                                                                  \
        name, #name                                                                    \
    }

static const struct {
    int code;
    const char *name;
} code_names[] = {
    CODE(SQLITE_ERROR),
    CODE(SQLITE_INTERNAL),
    CODE(SQLITE_PERM),
    CODE(SQLITE_ABORT),
    CODE(SQLITE_BUSY),
    CODE(SQLITE_LOCKED),
    CODE(SQLITE_NOMEM),
    CODE(SQLITE_READONLY),
    CODE(SQLITE_INTERRUPT),
    CODE(SQLITE_IOERR),
    CODE(SQLITE_CORRUPT),
    CODE(SQLITE_NOTFOUND),
    CODE(SQLITE_FULL),
    CODE(SQLITE_CANTOPEN),
    CODE(SQLITE_PROTOCOL),
    CODE(SQLITE_EMPTY),
    CODE(SQLITE_SCHEMA),
    CODE(SQLITE_TOOBIG),
    CODE(SQLITE_CONSTRAINT),
    CODE(SQLITE_MISMATCH),
    CODE(SQLITE_MISUSE),
    CODE(SQLITE_NOLFS),
    CODE(SQLITE_AUTH),
    CODE(SQLITE_FORMAT),
    CODE(SQLITE_RANGE),
    CODE(SQLITE_NOTADB),
    CODE(SQLITE_ERROR_MISSING_COLLSEQ),
    CODE(SQLITE_ERROR_RETRY),
    CODE(SQLITE_ERROR_SNAPSHOT),
    CODE(SQLITE_ABORT_ROLLBACK),
    CODE(SQLITE_AUTH_USER),
    CODE(SQLITE_BUSY_RECOVERY),
    CODE(SQLITE_BUSY_SNAPSHOT),
    CODE(SQLITE_BUSY_TIMEOUT),
    CODE(SQLITE_CANTOPEN_CONVPATH),
    CODE(SQLITE_CANTOPEN_DIRTYWAL),
    CODE(SQLITE_CANTOPEN_FULLPATH),
    CODE(SQLITE_CANTOPEN_ISDIR),
    CODE(SQLITE_CANTOPEN_NOTEMPDIR),
    CODE(SQLITE_CANTOPEN_SYMLINK),
    CODE(SQLITE_CONSTRAINT_CHECK),
    CODE(SQLITE_CONSTRAINT_COMMITHOOK),
    CODE(SQLITE_CONSTRAINT_DATATYPE),
    CODE(SQLITE_CONSTRAINT_FOREIGNKEY),
    CODE(SQLITE_CONSTRAINT_FUNCTION),
    CODE(SQLITE_CONSTRAINT_NOTNULL),
    CODE(SQLITE_CONSTRAINT_PINNED),
    CODE(SQLITE_CONSTRAINT_PRIMARYKEY),
    CODE(SQLITE_CONSTRAINT_ROWID),
    CODE(SQLITE_CONSTRAINT_TRIGGER),
    CODE(SQLITE_CONSTRAINT_UNIQUE),
    CODE(SQLITE_CONSTRAINT_VTAB),
    CODE(SQLITE_CORRUPT_INDEX),
    CODE(SQLITE_CORRUPT_SEQUENCE),
    CODE(SQLITE_CORRUPT_VTAB),
    CODE(SQLITE_IOERR_ACCESS),
    CODE(SQLITE_IOERR_AUTH),
    CODE(SQLITE_IOERR_BEGIN_ATOMIC),
    CODE(SQLITE_IOERR_BLOCKED),
    CODE(SQLITE_IOERR_CHECKRESERVEDLOCK),
    CODE(SQLITE_IOERR_CLOSE),
    CODE(SQLITE_IOERR_COMMIT_ATOMIC),
    CODE(SQLITE_IOERR_CONVPATH),
    CODE(SQLITE_IOERR_CORRUPTFS),
    CODE(SQLITE_IOERR_DATA),
    CODE(SQLITE_IOERR_DELETE),
    CODE(SQLITE_IOERR_DELETE_NOENT),
    CODE(SQLITE_IOERR_DIR_CLOSE),
    CODE(SQLITE_IOERR_DIR_FSYNC),
    CODE(SQLITE_IOERR_FSTAT),
    CODE(SQLITE_IOERR_FSYNC),
    CODE(SQLITE_IOERR_GETTEMPPATH),
    CODE(SQLITE_IOERR_LOCK),
    CODE(SQLITE_IOERR_MMAP),
    CODE(SQLITE_IOERR_NOMEM),
    CODE(SQLITE_IOERR_RDLOCK),
    CODE(SQLITE_IOERR_READ),
    CODE(SQLITE_IOERR_ROLLBACK_ATOMIC),
    CODE(SQLITE_IOERR_SEEK),
    CODE(SQLITE_IOERR_SHMLOCK),
    CODE(SQLITE_IOERR_SHMMAP),
    CODE(SQLITE_IOERR_SHMOPEN),
    CODE(SQLITE_IOERR_SHMSIZE),
    CODE(SQLITE_IOERR_SHORT_READ),
    CODE(SQLITE_IOERR_TRUNCATE),
    CODE(SQLITE_IOERR_UNLOCK),
    CODE(SQLITE_IOERR_VNODE),
    CODE(SQLITE_IOERR_WRITE),
    CODE(SQLITE_LOCKED_SHAREDCACHE),
    CODE(SQLITE_LOCKED_VTAB),
    CODE(SQLITE_READONLY_CANTINIT),
    CODE(SQLITE_READONLY_CANTLOCK),
    CODE(SQLITE_READONLY_DBMOVED),
    CODE(SQLITE_READONLY_DIRECTORY),
    CODE(SQLITE_READONLY_RECOVERY),
    CODE(SQLITE_READONLY_ROLLBACK),
};

// An extended code that a newer SQLite has added goes by its primary's name.
static const char *code_name(int code)
{
    for (size_t i = 0; i < sizeof code_names / sizeof *code_names; i++)
        if (code_names[i].code == code)
            return code_names[i].name;
    return code > 0xff ? code_name(code & 0xff) : "SQLITE_UNKNOWN";
}

static WeaveStatus status_of(int code)
{
    if (code == SQLITE_IOERR_NOMEM)
        return WEAVE_NOMEM;
    switch (code & 0xff) {
    case SQLITE_OK: return WEAVE_OK;
    case SQLITE_CONSTRAINT: return WEAVE_CONSTRAINT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return WEAVE_BUSY;
    case SQLITE_FULL: return WEAVE_FULL;
    case SQLITE_NOMEM: return WEAVE_NOMEM;
    case SQLITE_MISUSE:
    case SQLITE_RANGE: return WEAVE_MISUSE;
    case SQLITE_SCHEMA: return WEAVE_SCHEMA;
    default: return WEAVE_ERROR;
    }
}

// --- remembering -------------------------------------------------------------

static void set(Failure *f, const char *place, const char *what, char *text, int code)
{
    sqlite3_free(f->text);
    sqlite3_free(f->line);
    *f = (Failure){.place = place, .what = what, .text = text, .code = code};
}

WeaveStatus db_fail(WeaveDb *db, const char *place, WeaveStatus status,
                    const char *what)
{
    set(&db->failure, place, what, NULL, SQLITE_OK);
    return status;
}

WeaveStatus db_fail_text(WeaveDb *db, const char *place, WeaveStatus status, char *text)
{
    set(&db->failure, place, text ? text : "out of memory", text, SQLITE_OK);
    return status;
}

// The connection's own words, unless they are about another call: the code may be
// the application's.
static const char *words_for(sqlite3 *sqlite, int code)
{
    bool same = (sqlite3_errcode(sqlite) & 0xff) == (code & 0xff);
    return same ? sqlite3_errmsg(sqlite) : sqlite3_errstr(code);
}

WeaveStatus db_fail_sqlite(WeaveDb *db, const char *place, int code)
{
    WeaveStatus status = status_of(code);
    char *text = NULL;
    if (status != WEAVE_NOMEM)
        text = sqlite3_mprintf("%s", words_for(db->sqlite, code));
    set(&db->failure, place, text ? text : sqlite3_errstr(code), text, code);
    return status;
}

void db_fail_prefix(WeaveDb *db, const char *prefix)
{
    Failure *f = &db->failure;
    char *text = sqlite3_mprintf("%s: %s", prefix, f->what);
    if (text)
        set(f, f->place, text, text, f->code);
}

// --- telling -----------------------------------------------------------------

const char *weave_message(WeaveDb *db)
{
    if (!db)
        return "out of memory";
    Failure *f = &db->failure;
    if (!f->what)
        return "";
    if (!f->line && db->fork == fork_count())
        f->line = sqlite3_mprintf(
            "%s%s%s%s%s%s", f->place ? f->place : "", f->place ? ": " : "", f->what,
            f->code ? " [" : "", f->code ? code_name(f->code) : "", f->code ? "]" : "");
    return f->line ? f->line : f->what;
}

const char *weave_place(const WeaveDb *db)
{
    return db && db->failure.place ? db->failure.place : "";
}

int weave_sqlite_code(const WeaveDb *db)
{
    return db ? db->failure.code : SQLITE_NOMEM;
}
