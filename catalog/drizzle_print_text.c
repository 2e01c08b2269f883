// drizzle_print_text.c - names and texts of the TypeScript that is printed.

#include "catalog/drizzle_print_parts.h"

const char *const drizzle_words[N_WORDS] = {
    "AnySQLiteColumn", "blob",       "check",   "customType",  "foreignKey",
    "index",           "integer",    "numeric", "primaryKey",  "real",
    "sqliteTable",     "sqliteView", "text",    "uniqueIndex",
};

const char *word(Printer *p, Word w)
{
    p->used[w] = true;
    return drizzle_words[w];
}

// --- names -------------------------------------------------------------------

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_identifier(Str s)
{
    if (!s.len || !is_letter(s.ptr[0]))
        return false;
    for (size_t i = 1; i < s.len; i++)
        if (!is_letter(s.ptr[i]) && !is_digit(s.ptr[i]))
            return false;
    return true;
}

// What a constant of a module cannot be called.
static bool is_reserved(Str s)
{
    static const char *const reserved[] = {
        "arguments", "await",      "break",     "case",      "catch",      "class",
        "const",     "continue",   "debugger",  "default",   "delete",     "do",
        "else",      "enum",       "eval",      "export",    "extends",    "false",
        "finally",   "for",        "function",  "if",        "implements", "import",
        "in",        "instanceof", "interface", "let",       "new",        "null",
        "package",   "private",    "protected", "public",    "return",     "sql",
        "static",    "super",      "switch",    "t",         "this",       "throw",
        "true",      "try",        "typeof",    "undefined", "var",        "void",
        "while",     "with",       "yield"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (str_is(s, reserved[i]))
            return true;
    for (size_t i = 0; i < N_WORDS; i++)
        if (str_is(s, drizzle_words[i]))
            return true;
    return false;
}

// "media source" → mediaSource, "2nd" → _2nd
static Str identifier(Arena *a, Str s)
{
    Buf out = {.arena = a};
    bool capital = false;
    if (s.len && is_digit(s.ptr[0]))
        buf_char(&out, '_');
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '_' || (!is_letter(c) && !is_digit(c))) {
            capital = out.n > 0;
            continue;
        }
        buf_char(&out, (char)(capital && c >= 'a' && c <= 'z' ? c - 32 : c));
        capital = false;
    }
    if (out.n == 0)
        buf_char(&out, '_');
    return buf_str(&out);
}

static bool is_taken(const Printer *p, Str name)
{
    for (size_t i = 0; i < p->taken.n; i++)
        if (str_eq(p->taken.items[i], name))
            return true;
    return is_reserved(name);
}

Str take_name(Printer *p, Str wish, const char *tail)
{
    Str base = is_identifier(wish) ? wish : identifier(p->arena, wish), name = base;
    if (is_taken(p, name))
        name = base = str_format(p->arena, "%.*s%s", STR_ARG(base), tail);
    for (unsigned i = 2; is_taken(p, name); i++)
        name = str_format(p->arena, "%.*s%u", STR_ARG(base), i);
    *arena_push(p->arena, p->taken, Str) = name;
    return name;
}

// --- texts -------------------------------------------------------------------

// Inside quotes, or inside a template, where ${ begins something.
static void put_escaped(Printer *p, Str s, char quote)
{
    Buf *b = &p->out;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool opens = quote == '`' && c == '$' && i + 1 < s.len && s.ptr[i + 1] == '{';
        if (c == quote || c == '\\' || opens)
            buf_char(b, '\\');
        if (c == '\r' || (c == '\n' && quote != '`'))
            buf_z(b, c == '\r' ? "\\r" : "\\n");
        else if (((unsigned char)c < 32 && c != '\n' && c != '\t') || c == 127)
            buf_format(b, "\\x%02x", (unsigned)c);
        else
            buf_char(b, c);
    }
}

void put_string(Printer *p, Str s)
{
    buf_char(&p->out, '\'');
    put_escaped(p, s, '\'');
    buf_char(&p->out, '\'');
}

void put_sql(Printer *p, Str s)
{
    p->used_sql = true;
    buf_z(&p->out, "sql`");
    put_escaped(p, s, '`');
    buf_char(&p->out, '`');
}

void put_doc(Printer *p, Str doc, const char *indent)
{
    if (!doc.len)
        return;
    buf_format(&p->out, "%s/** ", indent);
    for (size_t i = 0; i < doc.len; i++) {
        buf_char(&p->out, doc.ptr[i]);
        if (doc.ptr[i] == '*' && i + 1 < doc.len && doc.ptr[i + 1] == '/')
            buf_char(&p->out, ' ');
    }
    buf_z(&p->out, " */\n");
}

// A property's name; __proto__ is one only in brackets.
void put_key(Printer *p, Str key)
{
    if (str_is(key, "__proto__"))
        buf_z(&p->out, "['__proto__']");
    else if (is_identifier(key))
        buf_put(&p->out, key);
    else
        put_string(p, key);
}

void put_member(Printer *p, Str of, Str key)
{
    buf_put(&p->out, of);
    if (is_identifier(key)) {
        buf_format(&p->out, ".%.*s", STR_ARG(key));
        return;
    }
    buf_char(&p->out, '[');
    put_string(p, key);
    buf_char(&p->out, ']');
}
