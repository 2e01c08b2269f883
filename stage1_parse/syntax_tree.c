// syntax_tree.c - tree-sitter's tree of a file, made into the nodes of syntax.h.
//
// A file is parsed in stretches, from one statement to a later one: each tree is small
// and gone before the next, and on many cores there are many at work. A stretch begins
// where the scan, which only guesses, sees the beginning of a statement. The parser
// proves it: where two texts that follow one another are both without an error, so is
// the whole, and its statements are theirs. If one has an error the file is parsed once
// more as a whole, to say what is wrong with it.

#define _GNU_SOURCE // sched_getaffinity

#include "stage1_parse/syntax.h"

#include "stage1_parse/syntax_errors.h"
#include "stage1_parse/syntax_memory.h"
#include "stage1_parse/syntax_scan.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_typescript(void);
const TSLanguage *tree_sitter_tsx(void);

enum {
    SYMBOLS_MAX = 1024,
    FIELDS_MAX = 128,
    NODES = 256, // allocated at once
    // libtree-sitter 0.20.7 loops without end on some files that are not TypeScript. It
    // allocates half a time a byte of those that are, once or twice a byte where they
    // have errors.
    ALLOCATIONS = 20000,
    ALLOCATIONS_BYTE = 4,
    THREADS_MAX = 16,
    THREAD_BYTES = 64 * 1024, // worth a thread
};

// --- the grammar's words -----------------------------------------------------

static const char *const kind_names[] = {"", "",
#define X(name) #name,
                                         SYNTAX_KINDS(X)
#undef X
};

static const char *const field_names[] = {"",
#define X(name) #name,
                                          SYNTAX_FIELDS(X)
#undef X
};

// What there is to know of a symbol of the grammar.
typedef struct Symbol {
    const char *type;
    uint8_t kind; // NodeKind
    bool known;   // the rest is filled in
    bool token;
    bool dropped;  // a comment or punctuation; but an operator is kept, whatever it is
    bool operator; // may be one
    bool closed;   // nobody looks into it
    bool list;     // what stands in it stands in no field
} Symbol;

typedef struct Grammar {
    const TSLanguage *language;
    Symbol symbols[SYMBOLS_MAX];
    uint8_t fields[FIELDS_MAX];
} Grammar;

static uint8_t word_index(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return (uint8_t)i;
    return 0;
}

static void grammar_init(Grammar *g, const TSLanguage *language)
{
    g->language = language;
    uint32_t n = ts_language_field_count(language);
    for (uint32_t i = 1; i <= n && i < FIELDS_MAX; i++)
        g->fields[i] =
            word_index(ts_language_field_name_for_id(language, (TSFieldId)i),
                       field_names, sizeof field_names / sizeof *field_names);
}

static bool is_punctuation(const char *type)
{
    bool word = (*type >= 'a' && *type <= 'z') || (*type >= 'A' && *type <= 'Z');
    return !word && *type != '*' && strcmp(type, "?.") != 0;
}

// What nobody looks into: types, the insides of strings, which are read from the text,
// and what is one token.
static bool is_closed(uint8_t kind)
{
    switch (kind) {
    case KIND_token:
    case KIND_type_annotation:
    case KIND_type_arguments:
    case KIND_type_parameters:
    case KIND_type_alias_declaration:
    case KIND_interface_declaration:
    case KIND_object_type:
    case KIND_string:
    case KIND_regex:
    case KIND_identifier:
    case KIND_property_identifier:
    case KIND_shorthand_property_identifier:
    case KIND_shorthand_property_identifier_pattern:
    case KIND_number:
    case KIND_true:
    case KIND_false:
    case KIND_null: return true;
    default: return false;
    }
}

static bool is_list(uint8_t kind)
{
    switch (kind) {
    case KIND_program:
    case KIND_statement_block:
    case KIND_array:
    case KIND_object:
    case KIND_arguments:
    case KIND_formal_parameters:
    case KIND_template_string: return true;
    default: return false;
    }
}

static void learn(const Grammar *g, TSSymbol symbol, Symbol *s)
{
    s->known = true;
    s->type = ts_language_symbol_name(g->language, symbol);
    s->token = ts_language_symbol_type(g->language, symbol) != TSSymbolTypeRegular;
    s->kind = s->token ? KIND_token
                       : word_index(s->type, kind_names,
                                    sizeof kind_names / sizeof *kind_names);
    s->dropped = s->token ? is_punctuation(s->type)
                          : strcmp(s->type, "comment") == 0 ||
                                strcmp(s->type, "html_comment") == 0;
    s->closed = is_closed(s->kind);
    s->list = is_list(s->kind);
}

static const Symbol *symbol_of(Grammar *g, TSSymbol symbol)
{
    if (symbol >= SYMBOLS_MAX)
        weave_bug("the TypeScript grammar has more than %d symbols", SYMBOLS_MAX);
    Symbol *s = &g->symbols[symbol];
    if (!s->known)
        learn(g, symbol, s);
    return s;
}

// --- from tree-sitter's tree to ours -----------------------------------------

// A part of a file.
typedef struct Stretch {
    const Scanned *file;
    bool tsx;
    uint32_t start, end;
    const Node *child, **tail; // its statements; where the next one would go
    bool wrong;
} Stretch;

// What a thread has of its own.
typedef struct Worker {
    Arena nodes;
    SyntaxMemory memory;
    Grammar grammars[2]; // TypeScript, and with JSX
    Node *free;          // nodes that are still to be used
    size_t n_free;
    struct Work *work;
} Worker;

typedef struct Convert {
    Worker *worker;
    Grammar *grammar;
    uint32_t base; // of the stretch
    TSTreeCursor cursor;
    const Node **tail; // behind the program's last child
} Convert;

static Node *node_new(Worker *w)
{
    if (!w->n_free) {
        w->free = arena_many(&w->nodes, Node, NODES);
        w->n_free = NODES;
    }
    return &w->free[--w->n_free];
}

// The node at the cursor; null if it is dropped. Looking for a field takes long.
static Node *convert_node(Convert *c, bool in_list, const Symbol **symbol)
{
    TSNode from = ts_tree_cursor_current_node(&c->cursor);
    const Symbol *s = *symbol = symbol_of(c->grammar, ts_node_symbol(from));
    if (s->dropped && !s->token)
        return NULL;
    TSFieldId id = in_list ? 0 : ts_tree_cursor_current_field_id(&c->cursor);
    uint8_t field = id < FIELDS_MAX ? c->grammar->fields[id] : FIELD_none;
    if (s->dropped && field != FIELD_operator)
        return NULL;
    uint32_t start = ts_node_start_byte(from);
    Node *to = node_new(c->worker);
    *to = (Node){.type = s->type,
                 .start = c->base + start,
                 .len = ts_node_end_byte(from) - start,
                 .kind = s->kind,
                 .field = field};
    return to;
}

// A node whose children are being converted.
typedef struct Level {
    const Node **tail; // where the next child goes
    bool list;
} Level;

// Walks without recursion: the depth of the tree is the user's to choose.
static const Node *convert(Convert *c)
{
    struct {
        Level *items;
        size_t n, capacity;
    } levels = {0};
    Arena *a = &c->worker->nodes;
    const Node *root = NULL;
    const Symbol *symbol;
    *arena_push(a, levels, Level) = (Level){&root, true};
    for (;;) {
        Level *level = &levels.items[levels.n - 1];
        Node *node = convert_node(c, level->list, &symbol);
        if (node) {
            *level->tail = node;
            level->tail = &node->next;
        }
        if (node && !symbol->closed && ts_tree_cursor_goto_first_child(&c->cursor)) {
            *arena_push(a, levels, Level) = (Level){&node->child, symbol->list};
            continue;
        }
        while (!ts_tree_cursor_goto_next_sibling(&c->cursor)) {
            if (!ts_tree_cursor_goto_parent(&c->cursor))
                return root;
            c->tail = levels.items[--levels.n].tail;
        }
    }
}

// --- a stretch ---------------------------------------------------------------

static Grammar *grammar_of(Worker *w, bool tsx)
{
    Grammar *g = &w->grammars[tsx];
    if (!g->language)
        grammar_init(g, tsx ? tree_sitter_tsx() : tree_sitter_typescript());
    return g;
}

// Null: the parser gave up. What it makes is gone with the next tree.
static TSTree *tree_of(Worker *w, const Stretch *s)
{
    Str text = str_cut(s->file->text, s->start, s->end);
    syntax_memory_use(&w->memory, ALLOCATIONS + text.len * ALLOCATIONS_BYTE);
    TSParser *parser = ts_parser_new();
    if (!parser || !ts_parser_set_language(parser, grammar_of(w, s->tsx)->language))
        weave_bug("the TypeScript grammar does not fit libtree-sitter");
    ts_parser_set_cancellation_flag(parser, &w->memory.exhausted);
    return ts_parser_parse_string(parser, NULL, text.ptr, (uint32_t)text.len);
}

static bool is_wrong(TSTree *tree)
{
    return !tree || ts_node_has_error(ts_tree_root_node(tree));
}

static void convert_stretch(Worker *w, Stretch *s, TSTree *tree)
{
    Convert c = {w, grammar_of(w, s->tsx), s->start,
                 ts_tree_cursor_new(ts_tree_root_node(tree)), NULL};
    s->child = convert(&c)->child;
    s->tail = c.tail;
}

static void parse_stretch(Worker *w, Stretch *s)
{
    TSTree *tree = tree_of(w, s);
    s->wrong = is_wrong(tree);
    if (!s->wrong)
        convert_stretch(w, s, tree);
}

// --- many --------------------------------------------------------------------

typedef struct Work {
    Stretch *items;
    size_t n, capacity;
    atomic_size_t next; // to be taken by a thread
} Work;

static void *work(void *context)
{
    Worker *w = context;
    for (;;) {
        size_t i = atomic_fetch_add(&w->work->next, 1);
        if (i >= w->work->n)
            return NULL;
        parse_stretch(w, &w->work->items[i]);
    }
}

// The cores this process may use.
static size_t count_cores(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n > 0 ? (size_t)n : 1;
}

static size_t threads_for(const Work *work, size_t most)
{
    size_t bytes = 0, n = most ? most : count_cores();
    for (size_t i = 0; i < work->n; i++)
        bytes += work->items[i].end - work->items[i].start;
    if (n > bytes / THREAD_BYTES + 1)
        n = bytes / THREAD_BYTES + 1;
    if (n > work->n)
        n = work->n;
    return n > THREADS_MAX ? THREADS_MAX : n;
}

// This thread works, too; one that cannot be had is not waited for.
static void do_work(Arena *a, Work *all, size_t most)
{
    Arena scratch = {0};
    size_t n = threads_for(all, most), started = 1;
    Worker *workers = arena_many(&scratch, Worker, n);
    pthread_t *threads = arena_many(&scratch, pthread_t, n);
    for (size_t i = 0; i < n; i++)
        workers[i].work = all;
    while (started < n &&
           pthread_create(&threads[started], NULL, work, &workers[started]) == 0)
        started++;
    work(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < started; i++) {
        arena_adopt(a, &workers[i].nodes);
        syntax_memory_free(&workers[i].memory);
    }
    arena_free(&scratch);
}

static bool is_tsx(Str path)
{
    return str_ends(path, ".tsx") || str_ends(path, ".jsx");
}

static void add_stretches(Arena *a, Work *all, const Scanned *file, Str path)
{
    uint32_t start = 0;
    for (size_t i = 0; i <= file->cuts.n; i++) {
        uint32_t end =
            i < file->cuts.n ? file->cuts.items[i] : (uint32_t)file->text.len;
        *arena_push(a, *all, Stretch) =
            (Stretch){.file = file, .tsx = is_tsx(path), .start = start, .end = end};
        start = end;
    }
}

// The statements of n stretches as one program; null if one of them is wrong.
static const Node *join(Arena *a, const Stretch *stretches, size_t n)
{
    Node *program = arena_new(a, Node);
    const Node **tail = &program->child;
    *program =
        (Node){.type = "program", .len = stretches[n - 1].end, .kind = KIND_program};
    for (size_t i = 0; i < n; i++) {
        if (stretches[i].wrong)
            return NULL;
        *tail = stretches[i].child;
        if (*tail)
            tail = stretches[i].tail;
    }
    return program;
}

void syntax_parse_ahead(Arena *a, Syntax *files, size_t n, size_t threads)
{
    Arena scratch = {0};
    Work all = {0};
    Scanned *scanned = arena_many(&scratch, Scanned, n);
    size_t *first = arena_many(&scratch, size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        first[i] = all.n;
        if (syntax_text_fault(files[i].text) == STR_NONE &&
            syntax_scan(&scratch, files[i].text, &scanned[i]))
            add_stretches(&scratch, &all, &scanned[i], files[i].path);
    }
    first[n] = all.n;
    if (all.n)
        do_work(a, &all, threads);
    for (size_t i = 0; i < n; i++)
        if (first[i] < first[i + 1])
            files[i].root = join(a, &all.items[first[i]], first[i + 1] - first[i]);
    arena_free(&scratch);
}

// --- one, and what is wrong with it ------------------------------------------

// What the parser makes of one statement, and of each that is wrong what.
static void report_statements(Worker *w, const Syntax *out, Diag *d)
{
    Arena scratch = {0};
    Scanned broken;
    Work all = {0};
    SyntaxReport report = {.file = out->file, .text = out->text, .diag = d};
    syntax_scan_broken(&scratch, out->text, &broken);
    add_stretches(&scratch, &all, &broken, out->path);
    for (size_t i = 0; i < all.n && !report.full; i++) {
        const Stretch *s = &all.items[i];
        TSTree *tree = tree_of(w, s);
        report.start = s->start;
        report.end = s->end;
        if (!tree)
            syntax_report_hopeless(&report, broken.suspect);
        else if (is_wrong(tree))
            syntax_report(&report, ts_tree_root_node(tree), s->tsx);
    }
    arena_free(&scratch);
}

// As a whole; on this thread.
static void parse_whole(Arena *a, const Scanned *file, Diag *d, Syntax *out)
{
    Arena scratch = {0};
    Worker *w = arena_new(&scratch, Worker);
    Stretch whole = {
        .file = file, .tsx = is_tsx(out->path), .end = (uint32_t)file->text.len};
    size_t before = diag_count(d);
    parse_stretch(w, &whole);
    out->root = join(&w->nodes, &whole, 1);
    if (!out->root)
        report_statements(w, out, d);
    if (!out->root && diag_count(d) == before)
        diag_error(d, (Span){out->file, 0, 0}, DIAG_W101, "this is not TypeScript");
    arena_adopt(a, &w->nodes);
    syntax_memory_free(&w->memory);
    arena_free(&scratch);
}

static void parse_in_stretches(Arena *a, const Scanned *file, Diag *d, Syntax *out)
{
    Arena scratch = {0};
    Work all = {0};
    add_stretches(&scratch, &all, file, out->path);
    do_work(a, &all, 0);
    out->root = join(a, all.items, all.n);
    if (!out->root)
        parse_whole(a, file, d, out);
    arena_free(&scratch);
}

bool syntax_parse(Arena *a, Str path, Str text, Diag *d, Syntax *out)
{
    Arena scratch = {0};
    Scanned file;
    *out = (Syntax){.file = diag_file(d, path), .path = path, .text = text};
    if (!syntax_check_text(text, out->file, d))
        return false;
    if (!syntax_scan(&scratch, text, &file))
        diag_error(d, (Span){out->file, (uint32_t)file.fault_at, 1}, DIAG_W106,
                   file.wide ? "this statement has more than %d parts"
                             : "brackets are nested more than %d deep",
                   file.most);
    else if (file.cuts.n)
        parse_in_stretches(a, &file, d, out);
    else
        parse_whole(a, &file, d, out);
    arena_free(&scratch);
    return out->root != NULL;
}
