// meaning_glob.c - regular expressions as SQLite's GLOB, as far as it can say them.
//
// GLOB knows ? for one character, * for any number, and [a-z0-9], [^...]; it is of the
// whole text. So of a regular expression it can say literals, classes, the dot, a fixed
// number of either ({3}), .* and .+, with ^ and $ or without. One class repeated, the
// most frequent pattern of all (^[a-z0-9_]+$), it says by what must not be in the text.
// A line break counts as any other character, as it does for JavaScript's s flag.

#include "stage1_parse/meaning_collection.h"

typedef struct Reader {
    Str from;
    size_t i;
    Arena *arena;
} Reader;

static char peek(const Reader *r)
{
    return r->i < r->from.len ? r->from.ptr[r->i] : 0;
}

static bool holds(const char *set, char c)
{
    return c && str_find(str_z(set), c) != STR_NONE;
}

// \d and \w as the inside of a class; null: the character is itself, or none we know.
static const char *class_of(char c)
{
    return c == 'd' ? "0-9" : c == 'w' ? "A-Za-z0-9_" : NULL;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// One member of a class, or \d; *dash and *bracket where GLOB wants them at an end.
static bool read_member(Reader *r, Buf *inside, bool *dash, bool *bracket)
{
    char c = peek(r);
    r->i++;
    if (c == '\\') {
        c = peek(r);
        r->i++;
        if (class_of(c)) {
            buf_z(inside, class_of(c));
            return true;
        }
        if (!c || is_word(c))
            return false;
    }
    char end = r->i + 1 < r->from.len && peek(r) == '-' ? r->from.ptr[r->i + 1] : 0;
    if (end && end != ']') { // a range, which is of letters and digits
        if (!is_word(c) || !is_word(end))
            return false;
        buf_format(inside, "%c-%c", c, end);
        r->i += 2;
        return true;
    }
    *dash |= c == '-';
    *bracket |= c == ']';
    if (c != '-' && c != ']')
        buf_char(inside, c);
    return c != '^' || inside->n > 1;
}

// [...]: what stands inside, in GLOB's order: ] first, - last.
static bool read_class(Reader *r, bool *negated, Str *out)
{
    Buf inside = {.arena = r->arena};
    bool dash = false, bracket = false;
    r->i++;
    *negated = peek(r) == '^';
    r->i += *negated;
    while (peek(r) != ']')
        if (r->i >= r->from.len || !read_member(r, &inside, &dash, &bracket))
            return false;
    r->i++;
    *out = str_format(r->arena, "%s%.*s%s", bracket ? "]" : "", (int)inside.n,
                      inside.n ? inside.items : "", dash ? "-" : "");
    return out->len > 0;
}

// A thing that may be repeated, as GLOB has it.
typedef struct Item {
    Str glob;
    Str inside; // of a class
    bool is_class, negated, is_dot;
} Item;

static bool read_item(Reader *r, Item *out)
{
    Arena *a = r->arena;
    char c = peek(r);
    *out = (Item){.is_dot = c == '.', .is_class = c == '['};
    if (c == '[') {
        if (!read_class(r, &out->negated, &out->inside))
            return false;
        out->glob =
            str_format(a, "[%s%.*s]", out->negated ? "^" : "", STR_ARG(out->inside));
        return true;
    }
    if (holds("(|)?*+{}^$", c) || (unsigned char)c >= 0x80) // of which there are more
        return false;
    r->i++;
    if (c == '\\') {
        c = peek(r);
        r->i++;
        if (class_of(c)) {
            out->is_class = true;
            out->inside = str_z(class_of(c));
            out->glob = str_format(a, "[%s]", class_of(c));
            return true;
        }
        if (!c || is_word(c))
            return false;
    }
    out->glob = out->is_dot       ? S("?")
                : holds("*?[", c) ? str_format(a, "[%c]", c)
                                  : str_format(a, "%c", c);
    return true;
}

static Str read_digits(Reader *r)
{
    size_t start = r->i;
    while (peek(r) >= '0' && peek(r) <= '9')
        r->i++;
    return str_cut(r->from, start, r->i);
}

// * + {n} {n,} {n,m}: how often; once if nothing stands there. False for what is none.
static bool read_times(Reader *r, Str *least, Str *most)
{
    char c = peek(r);
    *least = *most = S("1");
    if (c != '*' && c != '+' && c != '{')
        return c != '?';
    r->i++;
    *most = (Str){0};
    *least = c == '*' ? S("0") : S("1");
    if (c == '{') {
        *least = *most = read_digits(r);
        if (peek(r) == ',') {
            r->i++;
            *most = read_digits(r);
        }
        if (peek(r) != '}' || !least->len || least->len > 4 || most->len > 4)
            return false;
        r->i++;
    }
    return peek(r) != '?'; // lazy
}

static size_t number(Str digits)
{
    size_t n = 0;
    for (size_t i = 0; i < digits.len; i++)
        n = n * 10 + (size_t)(digits.ptr[i] - '0');
    return n;
}

static bool put_item(Buf *out, const Item *item, Str least, Str most)
{
    enum { MOST_TIMES = 64 };
    size_t n = number(least);
    bool open = most.len == 0;
    if (n > MOST_TIMES || (open && !item->is_dot) || (!open && number(most) != n))
        return false;
    for (size_t i = 0; i < n; i++)
        buf_put(out, item->glob);
    if (open)
        buf_char(out, '*');
    return true;
}

// ^[a-z]+$: one class and nothing else.
static bool is_repeated_class(Reader r, GlobPattern *out)
{
    Item item;
    Str least, most;
    if (!read_item(&r, &item) || !item.is_class || !read_times(&r, &least, &most) ||
        r.i + 1 != r.from.len || peek(&r) != '$')
        return false;
    *out =
        (GlobPattern){.glob = str_format(r.arena, "*[%s%.*s]*", item.negated ? "" : "^",
                                         STR_ARG(item.inside)),
                      .is_class = true,
                      .least = str_is(least, "0") ? (Str){0} : least,
                      .most = most};
    return true;
}

bool pattern_glob(Arena *a, Str pattern, GlobPattern *out)
{
    Reader r = {.from = pattern, .arena = a};
    bool begins = peek(&r) == '^', ends = false;
    r.i += begins;
    if (begins && is_repeated_class(r, out))
        return true;
    Buf glob = {.arena = a};
    if (!begins)
        buf_char(&glob, '*');
    while (r.i < pattern.len && !ends) {
        Item item;
        Str least, most;
        ends = peek(&r) == '$' && r.i + 1 == pattern.len;
        if (!ends && (!read_item(&r, &item) || !read_times(&r, &least, &most) ||
                      !put_item(&glob, &item, least, most)))
            return false;
    }
    if (!ends)
        buf_char(&glob, '*');
    *out = (GlobPattern){.glob = buf_str(&glob)};
    return true;
}
