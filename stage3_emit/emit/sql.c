// sql.c - SQL laid out for reading.
//
// A star that has been written out makes a line of hundreds of bytes. Lines like it are
// broken behind commas of a result list, and nowhere else: the user's own layout stays.

#include "stage3_emit/emit/plan.h"
#include "stage3_emit/sql/lex.h"

#include <string.h>

// What fits between the quotes of a literal behind an indent of four, with its "\n".
enum { SQL_COLUMNS = CW_COLUMNS - 8 };

enum {
    LISTS = 16
}; // result lists inside one another; those inside more stay as they are

typedef struct List {
    int depth;     // of parentheses
    size_t start;  // column of SELECT or RETURNING
    size_t indent; // column of the first item
    bool open;     // its end has not been seen
    bool broken;   // somewhere inside
} List;

typedef struct Layout {
    Arena *arena;
    Buf out;
    size_t column;
    int depth;
    bool first;   // the next token begins a list
    size_t start; // column of the word before it
    List lists[LISTS];
    size_t n_lists;
    size_t gap;    // where what stands before the next token begins, in out
    bool blank;    // it is blanks alone
    size_t comma;  // where the line can be broken, in out; 0 for nowhere
    size_t item;   // what follows the comma and its blanks, in out
    size_t behind; // the column of that
    size_t indent; // of the line a break there begins
    size_t outer;  // the lists that begin before it
} Layout;

// Columns that text takes inside a C literal.
static size_t width(Str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        n += c < 0x20 || c >= 0x7f ? 4 : c == '"' || c == '\\' ? 2 : 1;
    }
    return n;
}

static List *current_list(Layout *l)
{
    while (l->n_lists && l->lists[l->n_lists - 1].depth > l->depth)
        l->n_lists--;
    List *last = l->n_lists ? &l->lists[l->n_lists - 1] : NULL;
    return last && last->open && last->depth == l->depth ? last : NULL;
}

static void begin_list(Layout *l)
{
    current_list(l); // forgets those that are closed
    if (l->n_lists && l->lists[l->n_lists - 1].depth == l->depth)
        l->n_lists--;
    if (l->n_lists < LISTS)
        l->lists[l->n_lists++] = (List){
            .depth = l->depth, .start = l->start, .indent = l->column, .open = true};
}

static bool ends_list(SqlKeyword keyword)
{
    switch (keyword) {
    case KW_FROM:
    case KW_WHERE:
    case KW_GROUP:
    case KW_HAVING:
    case KW_ORDER:
    case KW_LIMIT:
    case KW_UNION:
    case KW_EXCEPT:
    case KW_INTERSECT:
    case KW_VALUES: return true;
    default: return false;
    }
}

// Breaks the line where it can be, and moves what stands behind.
static void break_line(Layout *l)
{
    Buf out = {.arena = l->arena};
    Str text = buf_str(&l->out);
    buf_put(&out, str_cut(text, 0, l->comma));
    buf_char(&out, '\n');
    for (size_t i = 0; i < l->indent; i++)
        buf_char(&out, ' ');
    buf_put(&out, str_cut(text, l->item, text.len));
    l->out = out;
    l->column = l->column - l->behind + l->indent;
    if (l->start >= l->behind)
        l->start = l->start - l->behind + l->indent;
    for (size_t i = l->outer; i < l->n_lists; i++) {
        l->lists[i].start = l->lists[i].start - l->behind + l->indent;
        l->lists[i].indent = l->lists[i].indent - l->behind + l->indent;
    }
    if (l->outer)
        l->lists[l->outer - 1].broken = true;
    l->comma = 0;
}

// What stands before a token: blanks, line ends, comments.
static void put_gap(Layout *l, Str gap)
{
    size_t newline = str_find_last(gap, '\n');
    bool breaks = newline != STR_NONE;
    l->gap = l->out.n;
    l->blank = gap.len && !breaks && !str_trim(gap).len;
    if (breaks || str_trim(gap).len) // a comment keeps its place behind the comma
        l->comma = 0;
    buf_put(&l->out, gap);
    l->column =
        breaks ? width(str_cut(gap, newline + 1, gap.len)) : l->column + width(gap);
    if (l->comma && !l->behind) {
        l->item = l->out.n;
        l->behind = l->column;
    }
}

// The end of a list is a better place to break the line than its last comma, and where
// the list has been broken, its end stands on a line of its own.
static void end_list(Layout *l, List *list, Str text)
{
    list->open = false;
    if (!l->blank)
        return;
    l->comma = l->gap;
    l->item = l->out.n - text.len;
    l->behind = l->column - width(text);
    l->indent = list->start;
    l->outer = (size_t)(list - l->lists);
    if (list->broken)
        break_line(l);
}

static void put_token(Layout *l, const SqlToken *t, Str text)
{
    buf_put(&l->out, text);
    l->column += width(text);
    l->depth += (t->kind == TOKEN_LP) - (t->kind == TOKEN_RP);
    List *list = current_list(l);
    if (list && t->kind == TOKEN_WORD && ends_list(t->keyword))
        end_list(l, list, text);
    if (l->column > SQL_COLUMNS && l->comma)
        break_line(l);
    if (list && list->open && t->kind == TOKEN_COMMA) {
        l->comma = l->out.n;
        l->behind = 0;
        l->indent = list->indent;
        l->outer = l->n_lists;
    }
}

Str sql_wrap(Arena *a, Str sql)
{
    SqlText text = sql_lex(a, sql);
    Layout l = {.arena = a, .out = {.arena = a}};
    size_t at = 0;
    for (const SqlToken *t = text.tokens; t->kind != TOKEN_END; t++) {
        put_gap(&l, str_cut(sql, at, t->at.start));
        if (t->keyword == KW_SELECT || t->keyword == KW_RETURNING)
            l.start = l.column;
        bool modifies = t->keyword == KW_DISTINCT || t->keyword == KW_ALL;
        if (l.first && !modifies) {
            begin_list(&l);
            l.first = false;
        }
        put_token(&l, t, str_cut(sql, t->at.start, t->at.end));
        l.first |= t->keyword == KW_SELECT || t->keyword == KW_RETURNING;
        at = t->at.end;
    }
    buf_put(&l.out, str_cut(sql, at, sql.len));
    return buf_str(&l.out);
}
