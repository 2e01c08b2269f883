// rewrite.c - a SELECT with its result columns as the arguments of a function.
//
// It knows words, quotes, comments and parentheses, and no more of SQL. What it makes is
// judged before it is used: by weave when the query is woven, and by SQLite when it is
// prepared.

#include "runtime/internal.h"

#include <string.h>

// --- tokens ------------------------------------------------------------------

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '$' || (c & 0x80);
}

static const char *skip_past(const char *sql, const char *end)
{
    const char *found = strstr(sql, end);
    return found ? found + strlen(end) : sql + strlen(sql);
}

static const char *skip_quoted(const char *sql)
{
    char end = *sql == '[' ? ']' : *sql;
    const char *close = strchr(sql + 1, end);
    return close ? close + 1 : sql + strlen(sql); // '' is two of them
}

// Behind the token that begins at sql, which is not its end.
static const char *skip_token(const char *sql)
{
    if (is_word(*sql)) {
        while (is_word(*sql))
            sql++;
        return sql;
    }
    if (strchr("'\"`[", *sql))
        return skip_quoted(sql);
    if (sql[0] == '-' && sql[1] == '-')
        return skip_past(sql, "\n");
    if (sql[0] == '/' && sql[1] == '*')
        return skip_past(sql + 2, "*/");
    return sql + 1;
}

static bool is_blank(const char *from, const char *to)
{
    return strchr(" \t\r\n\f", *from) || (to - from > 1 && strchr("-/", *from));
}

static bool is_keyword(const char *from, const char *to, const char *word)
{
    return (size_t)(to - from) == strlen(word) &&
           sqlite3_strnicmp(from, word, (int)(to - from)) == 0;
}

// The word outside of all parentheses, from sql on; null if it is not there.
static const char *find(const char *sql, const char *word)
{
    int depth = 0;
    for (const char *next; *sql; sql = next) {
        next = skip_token(sql);
        depth += (*sql == '(') - (*sql == ')');
        if (depth == 0 && is_keyword(sql, next, word))
            return sql;
    }
    return NULL;
}

// --- the text ----------------------------------------------------------------

// The names that AS gives are left out. A line comment ends with its line. Returns the
// length; to may be null.
static size_t copy_columns(char *to, const char *sql, const char *end)
{
    size_t len = 0;
    int depth = 0;
    bool named = false; // the next token is a name
    for (const char *next; sql < end; sql = next) {
        next = skip_token(sql);
        depth += (*sql == '(') - (*sql == ')');
        bool as = depth == 0 && is_keyword(sql, next, "AS");
        bool blank = is_blank(sql, next);
        if (!as && (blank || !named)) {
            if (to)
                memcpy(to + len, sql, (size_t)(next - sql));
            len += (size_t)(next - sql);
        }
        if (as || !blank)
            named = as;
    }
    return len;
}

static const char *find_comma(const char *sql, const char *end)
{
    int depth = 0;
    for (const char *next; sql < end; sql = next) {
        next = skip_token(sql);
        depth += (*sql == '(') - (*sql == ')');
        if (depth == 0 && *sql == ',')
            return sql;
    }
    return end;
}

// SQLite numbers parameters in the order in which it meets them.
static bool has_parameter(const char *sql, const char *end)
{
    for (; sql < end; sql = skip_token(sql))
        if (strchr("?:@$", *sql))
            return true;
    return false;
}

// To decode a column SQLite reads the header of the record as far as that column: asked
// for the last one first it does so once, and not bit by bit.
static bool put_columns(sqlite3_str *out, const char *sql, const char *end,
                        bool backwards)
{
    size_t size = (size_t)(end - sql);
    char *text = sqlite3_malloc64(size + 1);
    if (!text)
        return false;
    char *first = text + size;
    while (sql < end) {
        const char *comma = backwards ? find_comma(sql, end) : end;
        first -= copy_columns(NULL, sql, comma);
        copy_columns(first, sql, comma);
        if (comma < end)
            *--first = ',';
        sql = comma + 1;
    }
    sqlite3_str_append(out, first, (int)(text + size - first));
    sqlite3_free(text);
    return true;
}

char *fetch_text(const char *sql, const char *function, int *step)
{
    const char *select = find(sql, "SELECT");
    const char *columns = select ? select + strlen("SELECT") : NULL;
    const char *from = columns ? find(columns, "FROM") : NULL;
    if (!from)
        return NULL;
    bool backwards = !has_parameter(columns, from);
    *step = backwards ? -1 : 1;
    sqlite3_str *out = sqlite3_str_new(NULL);
    sqlite3_str_append(out, sql, (int)(columns - sql));
    sqlite3_str_appendf(out, " %s(", function);
    bool put = put_columns(out, columns, from, backwards);
    sqlite3_str_appendf(out, ") %s", from);
    char *text = sqlite3_str_finish(out);
    if (put)
        return text;
    sqlite3_free(text);
    return NULL;
}

// Each parameter as the argument of weave_arg().
static void put_args(sqlite3_str *out, const char *sql, const char *end)
{
    for (const char *next; sql < end; sql = next) {
        next = skip_token(sql);
        bool parameter = strchr("?:@$", *sql);
        while (parameter && is_word(*next))
            next++;
        sqlite3_str_appendf(out, parameter ? "weave_arg(%.*s)" : "%.*s",
                            (int)(next - sql), sql);
    }
}

char *turn_text(const char *sql, int *step)
{
    char *row = fetch_text(sql, "weave_row", step);
    const char *from = row ? find(row, "FROM") : NULL;
    if (!from)
        return NULL;
    from += strlen("FROM");
    sqlite3_str *out = sqlite3_str_new(NULL);
    put_args(out, row, from);
    sqlite3_str_appendall(out, " weave_turns CROSS JOIN");
    put_args(out, from, from + strlen(from));
    sqlite3_free(row);
    return sqlite3_str_finish(out);
}
