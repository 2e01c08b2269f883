// meaning_tuple.c - (a, b) IN ${'pairs[]'}: how many values a list's items have, and what
// they are called, by the row value on the left.

#include "stage1_parse/meaning.h"

// Where the parenthesis that ends at `end` of sql begins; SIZE_MAX if it does not.
static size_t opening(Str sql, size_t end)
{
    int depth = 0;
    for (size_t i = end; i-- > 0;) {
        char c = sql.ptr[i];
        if (c == '\'' || c == '"' || c == '`') { // back to where the quote begins
            while (i > 0 && sql.ptr[--i] != c)
                ;
            continue;
        }
        depth += (c == ')') - (c == '(');
        if (depth == 0)
            return i;
    }
    return SIZE_MAX;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_' || (c & 0x80);
}

static Str without_word(Str sql, const char *word)
{
    Str w = str_z(word);
    sql = str_trim(sql);
    bool ends = sql.len > w.len &&
                str_eq_nocase(str_cut(sql, sql.len - w.len, sql.len), w) &&
                !is_word(sql.ptr[sql.len - w.len - 1]);
    return ends ? str_trim(str_cut(sql, 0, sql.len - w.len)) : (Str){0};
}

// The items between the parentheses, split at the commas outside of others.
static size_t split(Str row, Str *items)
{
    size_t n = 0, start = 0;
    int depth = 0;
    char quote = 0;
    for (size_t i = 0; i <= row.len; i++) {
        char c = i < row.len ? row.ptr[i] : ',';
        if (quote || c == '\'' || c == '"' || c == '`')
            quote = !quote ? c : c == quote ? 0 : quote;
        if (i < row.len && quote)
            continue;
        depth += (c == '(') - (c == ')');
        if (c != ',' || depth > 0)
            continue;
        if (n == TUPLE_MOST)
            return TUPLE_MOST + 1;
        items[n++] = str_trim(str_cut(row, start, i));
        start = i + 1;
    }
    return n;
}

// "m.source_id" is called source_id, what is no name by its place.
static Str name_of(Arena *a, Str item, size_t i)
{
    size_t end = item.len, start;
    if (end && (item.ptr[end - 1] == '"' || item.ptr[end - 1] == '`'))
        end--;
    for (start = end; start > 0 && is_word(item.ptr[start - 1]); start--)
        ;
    bool quoted = end < item.len;
    bool whole = start == 0 || item.ptr[start - 1] == '.' ||
                 (quoted && item.ptr[start - 1] == item.ptr[end]);
    bool named =
        whole && start < end && (item.ptr[start] < '0' || item.ptr[start] > '9');
    return named ? str_cut(item, start, end) : str_format(a, "c%zu", i + 1);
}

size_t tuple_names(Arena *a, Str before, Str *names)
{
    Str sql = without_word(before, "in");
    Str without_not = without_word(sql, "not");
    sql = without_not.len ? without_not : sql;
    if (!sql.len || sql.ptr[sql.len - 1] != ')')
        return 1;
    size_t open = opening(sql, sql.len);
    if (open == SIZE_MAX || (open > 0 && is_word(sql.ptr[open - 1])))
        return 1; // f(a, b) IN
    Str items[TUPLE_MOST];
    size_t n = split(str_cut(sql, open + 1, sql.len - 1), items);
    for (size_t i = 0; i < n && n <= TUPLE_MOST; i++) {
        names[i] = name_of(a, items[i], i);
        for (size_t k = 0; k < i; k++)
            if (str_eq(names[k], names[i]))
                names[i] = str_format(a, "c%zu", i + 1);
    }
    return n;
}
