// cwriter.c - writes C that looks written by hand.

#include "base/cwriter.h"

#include "base/diag.h"

#include <string.h>

void cw_let(CWriter *w, const char *name, Str text)
{
    for (size_t i = 0; i < CW_NAMES; i++)
        if (!w->names[i].name || w->names[i].name == name ||
            strcmp(w->names[i].name, name) == 0) {
            w->names[i].name = name;
            w->names[i].text = text;
            return;
        }
    weave_bug("more than %d names in one template", CW_NAMES);
}

static Str value_of(const CWriter *w, Str name)
{
    for (size_t i = 0; i < CW_NAMES && w->names[i].name; i++)
        if (strncmp(w->names[i].name, name.ptr, name.len) == 0 &&
            !w->names[i].name[name.len])
            return w->names[i].text;
    weave_bug("a template with the unknown name $%.*s$", STR_ARG(name));
}

static void put_expanded(const CWriter *w, Buf *out, Str text)
{
    while (text.len) {
        size_t at = str_find(text, '$');
        buf_put(out, at == STR_NONE ? text : str_cut(text, 0, at));
        if (at == STR_NONE)
            break;
        text = str_cut(text, at + 1, text.len);
        size_t end = str_find(text, '$');
        if (end == STR_NONE)
            weave_bug("a template with a name that does not end");
        buf_put(out, value_of(w, str_cut(text, 0, end)));
        text = str_cut(text, end + 1, text.len);
    }
}

static Str expand(const CWriter *w, Str text)
{
    Buf b = {.arena = w->out.arena};
    put_expanded(w, &b, text);
    return buf_str(&b);
}

static void count_braces(CWriter *w, const char *text)
{
    for (; *text; text++)
        w->depth += (*text == '{') - (*text == '}');
    if (w->depth < 0)
        weave_bug("a template closes a brace too many");
}

void cw_put(CWriter *w, const char *text)
{
    count_braces(w, text);
    put_expanded(w, &w->out, str_z(text));
}

Str cw_end(CWriter *w)
{
    if (w->depth)
        weave_bug("%d braces of a template are open", w->depth);
    return buf_str(&w->out);
}

static void put_spaces(CWriter *w, size_t n)
{
    while (n-- > 0)
        buf_char(&w->out, ' ');
}

// --- calls and prototypes ----------------------------------------------------

typedef struct Call {
    Str head;
    const Str *items;
    size_t n;
    char open;      // '(', or '{' of a braced list
    Str tail;       // with the closing parenthesis
    size_t hanging; // of the tail, what stands on the last item's line
    size_t indent;
} Call;

static size_t flat_width(const Call *c)
{
    size_t width = c->head.len + 1 + c->hanging;
    for (size_t i = 0; i < c->n; i++)
        width += c->items[i].len + (i ? 2 : 0);
    return width;
}

// Would each item fit on a line of its own that begins in column?
static bool items_fit(const Call *c, size_t column)
{
    for (size_t i = 0; i < c->n; i++) {
        size_t behind = i + 1 == c->n ? c->hanging : 1;
        if (column + c->items[i].len + behind > CW_COLUMNS)
            return false;
    }
    return true;
}

static void fill_items(CWriter *w, const Call *c, size_t column)
{
    size_t at = column;
    for (size_t i = 0; i < c->n; i++) {
        size_t width = c->items[i].len + (i + 1 == c->n ? c->hanging : 1);
        if (i && at + 1 + width > CW_COLUMNS) {
            buf_char(&w->out, '\n');
            put_spaces(w, column);
            at = column;
        } else if (i) {
            buf_char(&w->out, ' ');
            at++;
        }
        buf_put(&w->out, c->items[i]);
        if (i + 1 < c->n)
            buf_char(&w->out, ',');
        at += width;
    }
    buf_put(&w->out, c->tail);
}

// The lines the items fill from column on.
static size_t count_lines(const Call *c, size_t column)
{
    size_t lines = 1, at = column;
    for (size_t i = 0; i < c->n; i++) {
        size_t width = c->items[i].len + (i + 1 == c->n ? c->hanging : 1);
        bool breaks = i && at + 1 + width > CW_COLUMNS;
        lines += breaks;
        at = (breaks ? column : at + (i > 0)) + width;
    }
    return lines;
}

// Do the items stand behind the parenthesis? A call, other than a prototype, rather
// moves them to the next line if that saves one.
static bool aligns(const Call *c)
{
    size_t column = c->head.len + 1;
    if (flat_width(c) <= CW_COLUMNS || c->open == '{')
        return true;
    return items_fit(c, column) &&
           (!c->indent || count_lines(c, column) <= count_lines(c, c->indent + 4) + 1);
}

static void put_broken(CWriter *w, const Call *c)
{
    size_t column = aligns(c) ? c->head.len + 1 : c->indent + 4;
    buf_put(&w->out, c->head);
    buf_char(&w->out, c->open);
    if (!aligns(c)) {
        buf_char(&w->out, '\n');
        put_spaces(w, column);
    }
    fill_items(w, c, column);
}

// Breaks the line behind at bytes of the head, at a blank; the rest is a call.
static void put_split(CWriter *w, Call c, size_t at, size_t indent)
{
    buf_put(&w->out, str_cut(c.head, 0, at));
    buf_char(&w->out, '\n');
    Buf head = {.arena = w->out.arena};
    for (size_t i = 0; i < indent; i++)
        buf_char(&head, ' ');
    buf_put(&head, str_trim(str_cut(c.head, at, c.head.len)));
    c.head = buf_str(&head);
    c.indent = indent;
    put_broken(w, &c);
}

// Is "x = f(...)", too long for a line, better broken behind its "=" than in f's
// parentheses? If it is enough, or costs no line more.
static bool breaks_at_equals(const Call *c, size_t equals)
{
    size_t column = c->indent + 4 + c->head.len - (equals + 3) + 1;
    if (c->head.len + 1 > CW_COLUMNS)
        return true;
    if (!items_fit(c, column))
        return false;
    size_t moved = count_lines(c, column), kept = count_lines(c, c->indent + 4);
    return moved == 1 || (kept > 1 && moved <= kept && !aligns(c));
}

static void put_call(CWriter *w, const Call *c)
{
    size_t equals = str_find_str(c->head, S(" = "));
    size_t space = str_find_last(c->head, ' ');
    bool too_long = c->head.len + 1 > CW_COLUMNS;
    if (equals != STR_NONE && flat_width(c) > CW_COLUMNS && breaks_at_equals(c, equals))
        put_split(w, *c, equals + 2, c->indent + 4);
    else if (too_long && c->indent == 0 && space != STR_NONE)
        put_split(w, *c, space + (c->head.ptr[space + 1] == '*' ? 2 : 0), 0);
    else
        put_broken(w, c);
}

void cw_call(CWriter *w, const char *head, const Str *items, size_t n, const char *tail)
{
    count_braces(w, tail);
    Arena *a = w->out.arena;
    Call c = {.head = expand(w, str_z(head)), .n = n, .open = '('};
    if (str_ends(c.head, "{"))
        c.open = c.head.ptr[--c.head.len];
    Str *expanded = arena_many(a, Str, n);
    for (size_t i = 0; i < n; i++)
        expanded[i] = expand(w, items[i]);
    c.items = expanded;
    c.tail = str_format(a, "%s%.*s", c.open == '{' ? "}" : ")",
                        STR_ARG(expand(w, str_z(tail))));
    size_t newline = str_find(c.tail, '\n');
    c.hanging = newline == STR_NONE ? c.tail.len : newline;
    while (c.indent < c.head.len && c.head.ptr[c.indent] == ' ')
        c.indent++;
    put_call(w, &c);
}

const char *cw_define(CWriter *w, const char *head, const char *tail)
{
    count_braces(w, tail);
    Str text = expand(w, str_z(head));
    size_t space = str_find_last(text, ' '), width = text.len + strcspn(tail, "\n");
    bool braces_alone = width == text.len + 4 && text.len + 2 <= CW_COLUMNS;
    if (width <= CW_COLUMNS || space == STR_NONE) {
        buf_format(&w->out, "%.*s%s", STR_ARG(text), tail);
        return "    ";
    }
    if (braces_alone)
        buf_format(&w->out, "%.*s =\n    {\n", STR_ARG(text));
    else
        buf_format(&w->out, "%.*s\n    %.*s%s", STR_ARG(str_cut(text, 0, space)),
                   STR_ARG(str_cut(text, space + 1, text.len)), tail);
    return "        ";
}

// --- comments ----------------------------------------------------------------

// The length of the UTF-8 sequence that s begins with; 1 for what is none.
static size_t sequence_length(Str s)
{
    unsigned char c = (unsigned char)s.ptr[0];
    size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
    return n <= s.len ? n : s.len;
}

// The nearest ASCII of the typographer's characters.
static const char *plain_spelling(Str sequence)
{
    static const char *const pairs[][2] = {
        {"\xE2\x80\x98", "'"},   {"\xE2\x80\x99", "'"},    {"\xE2\x80\x9C", "\""},
        {"\xE2\x80\x9D", "\""},  {"\xE2\x80\x93", "-"},    {"\xE2\x80\x94", "-"},
        {"\xE2\x80\xA6", "..."}, {"\xE2\x84\xA2", "(TM)"}, {"\xC2\xA0", " "},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (str_is(sequence, pairs[i][0]))
            return pairs[i][1];
    return "?";
}

static bool ends_with(const Buf *b, char c)
{
    return b->n && b->items[b->n - 1] == c;
}

// One character of a comment. No comment ends or begins inside another, and "??/" is
// a backslash to older compilers, so no two question marks meet.
static void put_plain(Buf *b, char c)
{
    if (c == '?' && ends_with(b, '?'))
        return;
    if ((c == '/' && ends_with(b, '*')) || (c == '*' && ends_with(b, '/')))
        buf_char(b, ' ');
    buf_char(b, c);
}

Str cw_comment_text(Arena *a, Str text)
{
    Buf b = {.arena = a};
    while (text.len) {
        size_t n = sequence_length(text);
        char c = text.ptr[0];
        if (n > 1 || (unsigned char)c >= 0x7f)
            for (const char *z = plain_spelling(str_cut(text, 0, n)); *z; z++)
                put_plain(&b, *z);
        else
            put_plain(&b, c == '\\' ? '/' : c < ' ' ? ' ' : c);
        text = str_cut(text, n, text.len);
    }
    return buf_str(&b);
}

static Str next_word(Str *text)
{
    *text = str_trim(*text);
    size_t space = str_find(*text, ' ');
    Str word = str_cut(*text, 0, space == STR_NONE ? text->len : space);
    *text = str_cut(*text, word.len, text->len);
    return word;
}

void cw_comment(CWriter *w, const char *indent, const char *text)
{
    Str rest = cw_comment_text(w->out.arena, expand(w, str_z(text)));
    size_t margin = strlen(indent) + 2, at = 0;
    for (Str word = next_word(&rest); word.len; word = next_word(&rest)) {
        if (at == 0 || at + 1 + word.len > CW_COLUMNS) {
            buf_z(&w->out, at ? "\n" : "");
            buf_z(&w->out, indent);
            buf_z(&w->out, "//");
            at = margin;
        }
        buf_char(&w->out, ' ');
        buf_put(&w->out, word);
        at += 1 + word.len;
    }
    buf_z(&w->out, at ? "\n" : "");
}

// --- literals ----------------------------------------------------------------

static void put_escaped(Buf *b, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '\n')
            buf_z(b, "\\n");
        else if (c == '\t')
            buf_z(b, "\\t");
        else if (c < 0x20 || c >= 0x7f)
            buf_format(b, "\\%03o", c);
        else {
            if (c == '"' || c == '\\' || (c == '?' && ends_with(b, '?')))
                buf_char(b, '\\');
            buf_char(b, (char)c);
        }
    }
}

Str cw_literal(Arena *a, Str text)
{
    Buf b = {.arena = a};
    buf_char(&b, '"');
    put_escaped(&b, text);
    buf_char(&b, '"');
    return buf_str(&b);
}

void cw_literals(CWriter *w, const char *indent, Str text)
{
    do {
        size_t newline = str_find(text, '\n');
        size_t end = newline == STR_NONE ? text.len : newline + 1;
        buf_z(&w->out, indent);
        buf_put(&w->out, cw_literal(w->out.arena, str_cut(text, 0, end)));
        text = str_cut(text, end, text.len);
        buf_z(&w->out, text.len ? "\n" : "");
    } while (text.len);
}

// --- lines with comments -----------------------------------------------------

// The comments that follow lines[start] and can stand in one column with its own: how
// many lines, and the column.
static size_t comment_run(const CWLine *lines, size_t n, size_t start, size_t *column)
{
    size_t least = 0, most = SIZE_MAX, i = start;
    for (; i < n && lines[i].comment.len; i++) {
        size_t from = lines[i].code.len + 1, width = lines[i].comment.len + 3;
        size_t to = width <= CW_COLUMNS ? CW_COLUMNS - width : 0;
        if (from > to || from > most || to < least)
            break;
        least = from > least ? from : least;
        most = to < most ? to : most;
    }
    *column = least;
    return i - start;
}

// A comment that does not fit behind its code stands above it.
static void put_comment_above(CWriter *w, const CWLine *line)
{
    put_spaces(w, strspn(line->code.ptr, " "));
    buf_format(&w->out, "// %.*s\n", STR_ARG(line->comment));
}

void cw_lines(CWriter *w, const CWLine *lines, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t column, run = comment_run(lines, n, i, &column);
        if (!run && lines[i].comment.len)
            put_comment_above(w, &lines[i]);
        for (size_t end = i + (run ? run : 1); i < end; i++) {
            buf_put(&w->out, lines[i].code);
            if (run) {
                put_spaces(w, column - lines[i].code.len);
                buf_z(&w->out, "// ");
                buf_put(&w->out, lines[i].comment);
            }
            buf_char(&w->out, '\n');
        }
    }
}
