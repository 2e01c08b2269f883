// syntax_scan.c - brackets and statements measured before a file is parsed.
//
// It tells strings, comments, templates and regular expressions apart as far as that
// goes without a grammar. Where it errs, it errs by some tokens.

#include "stage1_parse/syntax_scan.h"

#include "stage1_parse/syntax.h"
#include "stage1_parse/syntax_holes.h"

#include <string.h>

enum {
    OPEN_MAX = 30000, // tokens that may wait for their end, over all levels
    RAW_MAX = 20000,  // brackets, be they in strings or not
    NEAR = 4096,      // bytes of a regular expression
    STICKY = 8,       // if (a) b; else: what one word leaves open
};

// A bracket that is open: the tokens in it that may still be open at the end.
typedef struct Level {
    bool template;   // opened by ${
    uint32_t opened; // where
    uint32_t loose;  // since the last comma or semicolon
    uint32_t sticky; // that those do not close
} Level;

typedef struct Scan {
    Arena *arena;
    Str text;
    Holes holes;
    size_t at;
    Level levels[SYNTAX_DEPTH + 2];
    size_t n;  // the level of the file itself is 0
    char last; // the token before, by its last character; 0 at the beginning
    size_t open;
    size_t suspect;  // a bracket, or STR_NONE
    size_t unclosed; // a string, a template or a comment, or STR_NONE
    size_t quote;    // where the last template began
    bool broken;     // the file is known to have an error
    Cuts cuts;
} Scan;

static char peek(const Scan *s, size_t ahead)
{
    return s->at + ahead < s->text.len ? s->text.ptr[s->at + ahead] : '\0';
}

// --- tokens ------------------------------------------------------------------

static void leave_open(Scan *s, size_t start)
{
    if (s->unclosed == STR_NONE)
        s->unclosed = start;
}

static void skip_string(Scan *s, char quote)
{
    size_t start = s->at;
    for (s->at++; s->at < s->text.len; s->at++) {
        char c = s->text.ptr[s->at];
        if (c == '\\')
            s->at += peek(s, 1) == '\r' && peek(s, 2) == '\n' ? 2 : 1;
        else if (c == quote || c == '\n')
            break;
    }
    if (s->at >= s->text.len || s->text.ptr[s->at] == '\n')
        leave_open(s, start);
    s->at++;
}

// From behind "`" or "}" to behind the "`" or "${" that follows; true at "${".
static bool skip_template(Scan *s)
{
    for (; s->at < s->text.len; s->at++) {
        char c = s->text.ptr[s->at];
        if (c == '\\') {
            holes_escape(&s->holes, s->at++);
        } else if (c == '`') {
            s->at++;
            return false;
        } else if (c == '$' && peek(s, 1) == '{') {
            s->at += 2;
            return true;
        }
    }
    leave_open(s, s->quote);
    return false;
}

static bool skip_comment(Scan *s)
{
    Str rest = str_cut(s->text, s->at, s->text.len);
    if (peek(s, 1) == '/') {
        size_t end = str_find(rest, '\n');
        s->at += end == STR_NONE ? rest.len : end;
    } else if (peek(s, 1) == '*') {
        size_t end = str_find_str(str_cut(rest, 2, rest.len), S("*/"));
        if (end == STR_NONE)
            leave_open(s, s->at);
        s->at += end == STR_NONE ? rest.len : end + 4;
    } else {
        return false;
    }
    return true;
}

// A slash where a value may begin opens a regular expression.
static bool skip_regex(Scan *s)
{
    bool class = false;
    if (s->last && !strchr("(,=:[!&|?{};+-*%<>~^", s->last))
        return false;
    size_t stop = s->text.len - s->at > NEAR ? s->at + NEAR : s->text.len;
    for (size_t i = s->at + 1; i < stop && s->text.ptr[i] != '\n'; i++) {
        char c = s->text.ptr[i];
        if (c == '\\')
            i++;
        else if (c == '[' || c == ']')
            class = c == '[';
        else if (c == '/' && !class) {
            s->at = i + 1;
            return true;
        }
    }
    return false;
}

static void count(Scan *s, bool sticky)
{
    Level *level = &s->levels[s->n];
    if (sticky)
        level->sticky += STICKY;
    else
        level->loose++;
    s->open += sticky ? STICKY : 1;
}

static void settle(Scan *s, bool all)
{
    Level *level = &s->levels[s->n];
    s->open -= level->loose + (all ? level->sticky : 0);
    level->loose = 0;
    if (all)
        level->sticky = 0;
}

// The end of type arguments.
static void unstick(Scan *s)
{
    Level *level = &s->levels[s->n];
    if (level->sticky >= STICKY) {
        level->sticky -= STICKY;
        s->open -= STICKY;
    }
}

// Words that are reserved, and begin a statement where they begin a line in no bracket.
static bool begins_statement(Str word)
{
    static const char *const words[] = {"export",   "import", "const", "var",
                                        "function", "class",  "enum"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(word, words[i]))
            return true;
    return false;
}

static void cut(Scan *s, size_t at)
{
    size_t last = s->cuts.n ? s->cuts.items[s->cuts.n - 1] : 0;
    if (at - last >= (s->broken ? 1 : SYNTAX_STRETCH))
        *arena_push(s->arena, s->cuts, uint32_t) = (uint32_t)at;
}

// Where a bracket is missing, what is exported begins anew all the same.
static bool begins_anew(const Scan *s, Str word)
{
    return s->broken && s->n && (str_is(word, "export") || str_is(word, "import")) &&
           (peek(s, 0) == ' ' || peek(s, 0) == '{');
}

static void scan_word(Scan *s)
{
    static const char *const begin[] = {"const",  "let",       "export",
                                        "import", "type",      "function",
                                        "class",  "interface", "enum"};
    size_t start = s->at;
    bool first = start == 0 || s->text.ptr[start - 1] == '\n';
    while (s->at < s->text.len && is_word_char(s->text.ptr[s->at]))
        s->at++;
    Str word = str_cut(s->text, start, s->at);
    for (size_t i = 0; first && i < sizeof begin / sizeof *begin; i++)
        if (str_is(word, begin[i]))
            settle(s, true);
    holes_word(&s->holes, word, start, s->last);
    if (first && begins_anew(s, word)) {
        s->n = s->open = 0;
        s->levels[0] = (Level){0};
    }
    if (first && s->n == 0 && begins_statement(word))
        cut(s, start);
    count(s, str_is(word, "do") || str_is(word, "else"));
    s->last = 'a';
}

static bool open_level(Scan *s, bool template)
{
    count(s, false);
    if (s->n >= SYNTAX_DEPTH)
        return false;
    s->levels[++s->n] = (Level){.template = template, .opened = (uint32_t)s->at - 1};
    s->last = '(';
    return true;
}

static bool scan_template(Scan *s)
{
    s->last = '`';
    return !skip_template(s) || open_level(s, true);
}

static bool fits(const Scan *s, char c)
{
    char open = s->text.ptr[s->levels[s->n].opened];
    return s->n && open == (c == ')' ? '(' : c == ']' ? '[' : '{');
}

static bool close_level(Scan *s, char c)
{
    bool template = c == '}' && s->levels[s->n].template;
    if (s->suspect == STR_NONE && !fits(s, c))
        s->suspect = s->at;
    if (s->n) {
        settle(s, true);
        s->n--;
    }
    s->at++;
    s->last = ')';
    return !template || scan_template(s);
}

// One token; false if that is one bracket too many.
static bool scan_token(Scan *s)
{
    char c = s->text.ptr[s->at];
    if (is_word_char(c)) {
        scan_word(s);
        return true;
    }
    if (c == '/' && (skip_comment(s) || skip_regex(s)))
        return true;
    if (c == '\'' || c == '"' || c == '`') {
        count(s, false);
        if (c == '`' && s->last == '>')
            holes_template(&s->holes, s->at);
        if (c == '`')
            s->quote = s->at;
        if (c != '`')
            skip_string(s, c);
        s->last = c;
        s->at += c == '`';
        return c != '`' || scan_template(s);
    }
    if (c == ')' || c == ']' || c == '}')
        return close_level(s, c);
    s->at++;
    if (c == '(' || c == '[' || c == '{')
        return open_level(s, false);
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return true;
    if (c == '>' && s->last != '=')
        unstick(s);
    count(s, c == '<');
    if (c == ',' || c == ';')
        settle(s, false);
    s->last = c;
    return true;
}

// A file that is one template to its end, or one string a line, hides its brackets.
static bool raw_is_deep(Str text)
{
    size_t depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if ((c == ')' || c == ']' || c == '}') && depth)
            depth--;
        if (depth > RAW_MAX)
            return true;
    }
    return false;
}

static bool refuse(Scanned *out, bool wide, int most, size_t at)
{
    out->wide = wide;
    out->most = most;
    out->fault_at = at;
    return false;
}

static bool scan(Arena *a, Str text, bool broken, Scanned *out)
{
    Scan s = {.arena = a,
              .text = text,
              .holes = {a, text, NULL},
              .suspect = STR_NONE,
              .unclosed = STR_NONE,
              .broken = broken};
    *out = (Scanned){.text = text, .suspect = STR_NONE, .unclosed = STR_NONE};
    while (s.at < s.text.len) {
        size_t at = s.at;
        if (!scan_token(&s))
            return refuse(out, false, SYNTAX_DEPTH, at);
        if (s.open > OPEN_MAX)
            return refuse(out, true, OPEN_MAX, at);
    }
    if (s.holes.copy)
        out->text.ptr = s.holes.copy;
    out->cuts = s.cuts;
    out->unclosed = s.unclosed;
    out->suspect = s.suspect == STR_NONE && s.n ? s.levels[s.n].opened : s.suspect;
    return !raw_is_deep(s.text) || refuse(out, false, RAW_MAX, 0);
}

bool syntax_scan(Arena *a, Str text, Scanned *out)
{
    return scan(a, text, false, out);
}

void syntax_scan_broken(Arena *a, Str text, Scanned *out)
{
    scan(a, text, true, out);
}
