// syntax_expect.c - what should have stood where the parser stumbled.

#include "stage1_parse/syntax_expect.h"

#include "stage1_parse/syntax.h"

#include <string.h>

static bool is_one_of(Str s, const char *words)
{
    if (!s.len)
        return false;
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, " ");
        if (n == s.len && memcmp(p, s.ptr, n) == 0)
            return true;
        p += n + (p[n] == ' ');
    }
    return false;
}

static const char keywords[] =
    "const let var export import from default function class enum interface type "
    "namespace module declare abstract async await return throw new typeof void delete "
    "in of instanceof as satisfies is asserts keyof infer unique extends implements if "
    "else for while do switch case break continue try catch finally static public "
    "private protected readonly override get set yield debugger";

static bool is_word(Str s)
{
    char c = s.len ? s.ptr[0] : '\0';
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

static bool ends_operand(const SyntaxToken *t, Str s)
{
    return t->operand || (is_word(s) && !is_one_of(s, keywords)) || is_one_of(s, ") ]");
}

static bool begins_operand(const SyntaxToken *t, Str s)
{
    return t->operand ||
           (is_word(s) && !is_one_of(s, "in of instanceof as satisfies is "
                                        "extends implements from"));
}

// Of a token that is not there: nothing.
static Str token_text(Str text, const SyntaxToken *tokens, size_t n, size_t i)
{
    return i < n ? str_cut(text, tokens[i].start, tokens[i].end) : (Str){0};
}

// const =, enum {, a.;
static const char *expect_name(Str before, Str here)
{
    bool name = is_word(here);
    if (is_one_of(before, "const let var") && !name && !is_one_of(here, "{ ["))
        return "variable declaration expected";
    if (is_one_of(before, "enum interface namespace") && !name)
        return "identifier expected";
    if (is_one_of(before, "if while switch") && !str_is(here, "("))
        return "\"(\" expected";
    if (is_one_of(before, ". ?.") && !name && !is_one_of(here, "# ( [ ` <"))
        return "identifier expected";
    return NULL;
}

// The first word of the statement says whether it is about types.
static bool is_of_types(Str text, const SyntaxToken *tokens, size_t n, size_t i)
{
    Str first = token_text(text, tokens, n, 0), second = token_text(text, tokens, n, 1);
    Str before = token_text(text, tokens, n, i - 1);
    return is_one_of(first, "type interface") || is_one_of(second, "type interface") ||
           is_one_of(before, "as satisfies extends keyof") ||
           (str_is(before, ":") && str_is(token_text(text, tokens, n, i), "="));
}

static const char *expect_operand(Str text, const SyntaxToken *tokens, size_t n,
                                  size_t i)
{
    static const char closers[] = ") ] } ; , = == === != !== * / % ** > >= && || ?? ? "
                                  ": . ?. | & => += -=";
    Str before = token_text(text, tokens, n, i - 1),
        here = token_text(text, tokens, n, i);
    bool ends = i == n || is_one_of(here, closers);
    bool word =
        is_one_of(before,
                  "as satisfies extends keyof new in instanceof default of from") &&
        !is_one_of(here, ": . } , =") &&
        !is_one_of(token_text(text, tokens, n, i - 2), ". ?.");
    if ((word || is_one_of(before, "= == === != !== + - * / % ** && || ?? : => ... | & "
                                   "+= -=")) &&
        ends)
        return is_of_types(text, tokens, n, i) ? "type expected"
                                               : "expression expected";
    if (str_is(before, ",") && str_is(here, ","))
        return tokens[i].in == ':' ? "property assignment expected"
                                   : "expression expected";
    if (is_one_of(before, "( [") && ends && !is_one_of(here, ") ] } , ;"))
        return "expression expected";
    return NULL;
}

static const char *misspelt(Arena *a, Str word)
{
    static const Str words[] = {
        STR("const"),     STR("export"),  STR("import"),    STR("function"),
        STR("interface"), STR("type"),    STR("class"),     STR("enum"),
        STR("async"),     STR("return"),  STR("namespace"), STR("from"),
        STR("default"),   STR("declare"), STR("abstract"),  STR("satisfies")};
    Str near = word.len > 2 ? str_nearest(word, words, sizeof words / sizeof *words)
                            : (Str){0};
    return near.len
               ? str_format(a, "unknown keyword or identifier; did you mean \"%s\"?",
                            near.ptr)
                     .ptr
               : NULL;
}

// What stands side by side without anything in between.
static const char *expect_separator(Str text, const SyntaxToken *tokens, size_t n,
                                    size_t i)
{
    const SyntaxToken *last = &tokens[i - 1], *t = &tokens[i];
    Str before = token_text(text, tokens, n, i - 1),
        here = token_text(text, tokens, n, i);
    bool listed = t->in == '(' || t->in == '[' || t->in == ':';
    if (listed && str_is(here, ";") && t->in != '(')
        return "\",\" expected";
    bool braces = str_is(here, "{") && last->operand;
    if (!ends_operand(last, before) || !(begins_operand(t, here) || braces))
        return NULL;
    if (listed)
        return "\",\" expected";
    if (t->in == '$')
        return "\"}\" expected";
    bool same_line = !memchr(text.ptr + last->end, '\n', t->start - last->end);
    return same_line ? "\";\" expected" : NULL;
}

const char *syntax_expect(Str text, const SyntaxToken *tokens, size_t n, size_t i,
                          Arena *a, size_t *at)
{
    Str before = token_text(text, tokens, n, i - 1),
        here = token_text(text, tokens, n, i);
    const char *why = expect_name(before, here);
    *at = i;
    if (!why)
        why = expect_operand(text, tokens, n, i);
    if (!why && i < n)
        why = expect_separator(text, tokens, n, i);
    if (why && strstr(why, "\" expected") && tokens[i].in == '\0') {
        const char *better = misspelt(a, before);
        *at = better ? i - 1 : i;
        why = better ? better : why;
    }
    return why;
}

// "{" is an object's where a value may stand.
static char bracket_of(Str before, Str here)
{
    if (!str_is(here, "{"))
        return here.ptr[0]; // "${" is '$'
    return is_one_of(before, "( [ , = : ? && || ?? return ... import export default")
               ? ':'
               : '{';
}

void syntax_expect_brackets(Str text, SyntaxToken *tokens, size_t n)
{
    char open[SYNTAX_DEPTH + 2] = {0};
    size_t depth = 0;
    for (size_t i = 0; i < n; i++) {
        Str here = token_text(text, tokens, n, i);
        bool closes = is_one_of(here, ") ] }");
        depth -= closes && depth;
        tokens[i].in = open[depth];
        if (is_one_of(here, "( [ { ${") && depth <= SYNTAX_DEPTH)
            open[++depth] =
                bracket_of(i ? token_text(text, tokens, n, i - 1) : (Str){0}, here);
    }
}
