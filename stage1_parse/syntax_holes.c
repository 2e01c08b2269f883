// syntax_holes.c - what the grammar lacks, made into what it has.

#include "stage1_parse/syntax_holes.h"

#include <string.h>

enum { NEAR = 4096 }; // bytes of type arguments, or of a clause

bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static char *copy(Holes *h)
{
    if (!h->copy)
        h->copy = memcpy(arena_many(h->arena, char, h->text.len + 1), h->text.ptr,
                         h->text.len);
    return h->copy;
}

static void blank(Holes *h, size_t start, size_t end)
{
    char *text = copy(h);
    for (size_t i = start; i < end; i++)
        if (text[i] != '\n')
            text[i] = ' ';
}

// --- looking around ------------------------------------------------------------

static size_t skip_space(Str text, size_t i)
{
    while (i < text.len && strchr(" \t\r\n", text.ptr[i]))
        i++;
    return i;
}

static size_t skip_blanks(Str text, size_t i)
{
    while (i < text.len && (text.ptr[i] == ' ' || text.ptr[i] == '\t'))
        i++;
    return i;
}

static Str word_at(Str text, size_t i)
{
    size_t end = i;
    while (end < text.len && is_word_char(text.ptr[end]))
        end++;
    return str_cut(text, i, end);
}

static bool is_char(Str text, size_t i, char c)
{
    return i < text.len && text.ptr[i] == c;
}

// The word before i, spaces in between.
static Str word_before(Str text, size_t i)
{
    while (i > 0 && strchr(" \t\r\n", text.ptr[i - 1]))
        i--;
    size_t start = i;
    while (start > 0 && is_word_char(text.ptr[start - 1]))
        start--;
    return str_cut(text, start, i);
}

// A name that the word before it does not make an operator's left side.
static bool is_name(Str word)
{
    static const char *const operators[] = {
        "in", "of", "as", "is", "instanceof", "satisfies", "extends", "implements"};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (str_is(word, operators[i]))
            return false;
    return word.len && !(word.ptr[0] >= '0' && word.ptr[0] <= '9');
}

// --- type arguments --------------------------------------------------------------

// Where those that end before end begin: right behind a name, brackets balanced in
// between. STR_NONE if this is a comparison after all.
static size_t type_arguments_start(Str text, size_t end)
{
    size_t angles = 0, brackets = 0;
    for (size_t i = end; i-- > 0;) {
        char c = text.ptr[i];
        if ((c == ';' && !brackets) || c == '`' || end - i > NEAR)
            return STR_NONE;
        if (c == ')' || c == ']' || c == '}')
            brackets++;
        if ((c == '(' || c == '[' || c == '{') && brackets-- == 0)
            return STR_NONE;
        if (brackets)
            continue;
        if (c == '>' && !(i > 0 && text.ptr[i - 1] == '='))
            angles++;
        if (c == '<' && --angles == 0)
            return i > 0 && is_word_char(text.ptr[i - 1]) ? i : STR_NONE;
    }
    return STR_NONE;
}

// Where those that begin at start end; STR_NONE if they do not.
static size_t type_arguments_end(Str text, size_t start)
{
    size_t angles = 0, brackets = 0;
    for (size_t i = start; i < text.len && i - start < NEAR; i++) {
        char c = text.ptr[i];
        if ((c == ';' && !brackets) || c == '`')
            return STR_NONE;
        if (c == '(' || c == '[' || c == '{')
            brackets++;
        if ((c == ')' || c == ']' || c == '}') && brackets-- == 0)
            return STR_NONE;
        if (brackets)
            continue;
        angles += c == '<';
        if (c == '>' && text.ptr[i - 1] != '=' && --angles == 0)
            return i + 1;
    }
    return STR_NONE;
}

void holes_template(Holes *h, size_t at)
{
    size_t end = at;
    while (end > 0 && strchr(" \t\r\n", h->text.ptr[end - 1]))
        end--;
    if (end < 2 || h->text.ptr[end - 1] != '>' || h->text.ptr[end - 2] == '=')
        return;
    size_t start = type_arguments_start(h->text, end);
    if (start != STR_NONE)
        blank(h, start, end);
}

// import('./x').Y<string>
static void import_type(Holes *h, size_t at)
{
    Str text = h->text;
    size_t end = at;
    while (end < text.len && end - at < NEAR && !strchr(")\n;", text.ptr[end]))
        end++;
    if (!is_char(text, end++, ')'))
        return;
    while (is_char(text, end, '.'))
        end += 1 + word_at(text, end + 1).len;
    size_t close = is_char(text, end, '<') ? type_arguments_end(text, end) : STR_NONE;
    if (close != STR_NONE)
        blank(h, end, close);
}

// --- escapes -----------------------------------------------------------------------

static size_t count_hex(Str text, size_t i)
{
    size_t n = 0;
    while (i + n < text.len && text.ptr[i + n] &&
           strchr("0123456789abcdefABCDEF", text.ptr[i + n]))
        n++;
    return n;
}

void holes_escape(Holes *h, size_t at)
{
    Str text = h->text;
    bool good = true;
    if (is_char(text, at + 1, 'x'))
        good = count_hex(text, at + 2) >= 2;
    else if (is_char(text, at + 1, 'u') && is_char(text, at + 2, '{'))
        good = count_hex(text, at + 3) &&
               is_char(text, at + 3 + count_hex(text, at + 3), '}');
    else if (is_char(text, at + 1, 'u'))
        good = count_hex(text, at + 2) >= 4;
    if (!good)
        blank(h, at, at + 1);
}

// --- words -------------------------------------------------------------------------

// Only types, so nothing is lost.
static void export_type(Holes *h, size_t start, size_t star)
{
    size_t quotes = 0, end = star;
    while (end < h->text.len && end - start < NEAR && quotes < 2) {
        char c = h->text.ptr[end++];
        quotes += c == '\'' || c == '"';
    }
    blank(h, start, end);
}

static void hole_export(Holes *h, size_t start, size_t end)
{
    Str text = h->text, next = word_at(text, end = skip_space(text, end));
    size_t behind = skip_space(text, end + next.len);
    if (str_is(next, "type") && is_char(text, behind, '*'))
        export_type(h, start, behind);
    if (!str_is(next, "import"))
        return;
    size_t equals = skip_space(text, behind + word_at(text, behind).len);
    if (is_char(text, equals, '=') &&
        str_is(word_at(text, skip_space(text, equals + 1)), "require"))
        blank(h, start, start + strlen("export"));
}

static void hole_import(Holes *h, size_t end)
{
    Str text = h->text, next = word_at(text, end = skip_space(text, end));
    if (is_char(text, end, '('))
        import_type(h, end);
    else if (str_is(next, "defer") &&
             is_char(text, skip_space(text, end + next.len), '*'))
        blank(h, end, end + next.len);
}

// ... from './data.json' with { type: 'json' }
static void hole_with(Holes *h, size_t start, size_t end)
{
    Str text = h->text;
    end = skip_space(text, end);
    if (!is_char(text, end, '{'))
        return;
    while (end < text.len && text.ptr[end] != '}' && end - start < NEAR)
        end++;
    if (is_char(text, end, '}'))
        blank(h, start, end + 1);
}

// <in out T>; out may stand behind in.
static void hole_variance(Holes *h, Str word, size_t start, size_t end, char last)
{
    bool behind_in = str_is(word, "out") && str_is(word_before(h->text, start), "in");
    size_t next = skip_space(h->text, end);
    if ((last == '<' || last == ',' || behind_in) && is_name(word_at(h->text, next)))
        blank(h, start, end);
}

// "using" is as long as "const", and binds as it does.
static void hole_using(Holes *h, size_t start, size_t end)
{
    size_t next = skip_blanks(h->text, end);
    if (next > end && is_name(word_at(h->text, next)))
        memcpy(copy(h) + start, "const", strlen("const"));
}

static void hole_await(Holes *h, size_t start, size_t end)
{
    size_t next = skip_blanks(h->text, end);
    Str word = word_at(h->text, next);
    size_t name = skip_blanks(h->text, next + word.len);
    if (str_is(word, "using") && name > next + word.len &&
        is_name(word_at(h->text, name)))
        blank(h, start, end);
}

static void hole_accessor(Holes *h, size_t start, size_t end)
{
    size_t next = skip_blanks(h->text, end);
    if (next > end && (is_name(word_at(h->text, next)) || is_char(h->text, next, '#') ||
                       is_char(h->text, next, '[')))
        blank(h, start, end);
}

void holes_word(Holes *h, Str word, size_t start, char last)
{
    size_t end = start + word.len;
    switch (word.ptr[0]) {
    case 'a':
        if (str_is(word, "accessor"))
            hole_accessor(h, start, end);
        else if (str_is(word, "await"))
            hole_await(h, start, end);
        break;
    case 'e':
        if (str_is(word, "export"))
            hole_export(h, start, end);
        break;
    case 'i':
        if (str_is(word, "import"))
            hole_import(h, end);
        else if (str_is(word, "in"))
            hole_variance(h, word, start, end, last);
        break;
    case 'o':
        if (str_is(word, "out"))
            hole_variance(h, word, start, end, last);
        break;
    case 'u':
        if (str_is(word, "using"))
            hole_using(h, start, end);
        break;
    case 'w':
        if (str_is(word, "with") && (last == '\'' || last == '"'))
            hole_with(h, start, end);
        break;
    default: break;
    }
}
