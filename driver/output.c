// output.c - the last stage: what was emitted becomes the output directory.

#include "catalog/catalog_json.h"
#include "driver/progress.h"
#include "driver/stages.h"
#include "driver/swap.h"

#include <errno.h>
#include <string.h>

static int settle(SwapStatus status, Str problem)
{
    if (status == SWAP_OK)
        return 0;
    if (status == SWAP_REFUSED)
        return 1;
    weave_complain(3, problem);
    return 3;
}

// --- compare -----------------------------------------------------------------

static bool contains(const Str *names, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], name))
            return true;
    return false;
}

// "media.gen.c is another", for each file that is not as it should be.
static void note_differences(Weave *w)
{
    Project *p = &w->project;
    Arena *a = p->arena;
    Str *found = NULL;
    size_t n = 0;
    if (!file_list(a, p->out, &found, &n))
        n = 0;
    for (size_t i = 0; i < w->n_files; i++) {
        Str name = w->files[i], fresh = {0}, old;
        const char *there = path_join(a, str_z(p->out), name).ptr;
        if (!contains(found, n, name))
            diag_note(p->diag, (Span){0}, "%.*s is missing", STR_ARG(name));
        else if (!file_read(a, there, &old) ||
                 !file_read(a, path_join(a, str_z(w->emitted), name).ptr, &fresh) ||
                 !str_eq(old, fresh))
            diag_note(p->diag, (Span){0}, "%.*s differs", STR_ARG(name));
    }
    for (size_t i = 0; i < n; i++)
        if (!contains(w->files, w->n_files, found[i]))
            diag_note(p->diag, (Span){0}, "%.*s is no longer woven", STR_ARG(found[i]));
}

static int compare(Weave *w, SwapResult *result)
{
    Project *p = &w->project;
    Str problem = {0};
    return settle(
        swap_compare(p->arena, w->emitted, str_z(p->out), p->diag, result, &problem),
        problem);
}

int stage_compare(Weave *w)
{
    Project *p = &w->project;
    if (p->options->dry)
        return 0;
    SwapResult result;
    int status = compare(w, &result);
    if (status != 0)
        return status;
    if (swap_is_noop(result)) {
        report(p->options, "%s is up to date", p->out);
        return 0;
    }
    diag_error(p->diag, (Span){0}, DIAG_W501, "%s is not what weave would write",
               p->out);
    note_differences(w);
    return 1;
}

// --- swap --------------------------------------------------------------------

static SwapStatus copy_files(Weave *w, Swap *swap)
{
    SwapStatus status = SWAP_OK;
    for (size_t i = 0; i < w->n_files && status == SWAP_OK; i++) {
        Arena scratch = {0};
        Str text;
        const char *from = path_join(&scratch, str_z(w->emitted), w->files[i]).ptr;
        if (file_read(&scratch, from, &text)) {
            status = swap_write(swap, w->files[i], text);
        } else {
            status = SWAP_FAILED;
            swap->problem = str_format(w->project.arena, "cannot read %s: %s", from,
                                       strerror(errno));
        }
        arena_free(&scratch);
    }
    return status;
}

static int swap_in(Weave *w, SwapResult *result)
{
    Project *p = &w->project;
    Swap swap;
    SwapStatus status = swap_begin(&swap, p->arena, str_z(p->out), p->diag);
    if (status != SWAP_OK)
        return settle(status, swap.problem);
    status = copy_files(w, &swap);
    if (status == SWAP_OK)
        status = swap_commit(&swap, result);
    swap_end(&swap);
    return settle(status, swap.problem);
}

// "14 tables, 55 queries", of the midstage that emitted.
static Str describe_catalog(Weave *w)
{
    Arena *a = w->project.arena;
    Catalog c = w->catalog;
    Str json, why;
    Str path = path_join(a, str_z(w->project.midstage), S("schema.json"));
    if (!c.n_sources && // this run has not parsed
        (!file_read(a, path.ptr, &json) || !catalog_read_json(a, json, &c, &why)))
        return str_format(a, "%zu files", w->n_files);
    size_t n = catalog_count_queries(&c);
    Str queries = str_format(a, "%zu quer%s", n, n == 1 ? "y" : "ies");
    if (c.n_tables == 0) // or SQLite alone knows how many
        return queries;
    return str_format(a, "%zu table%s, %.*s", c.n_tables, c.n_tables == 1 ? "" : "s",
                      STR_ARG(queries));
}

int stage_swap(Weave *w)
{
    Project *p = &w->project;
    if (p->options->dry)
        return 0;
    SwapResult r;
    int status = compare(w, &r);
    if (status != 0)
        return status;
    bool noop = swap_is_noop(r);
    if (!noop || swap_has_leftovers(p->arena, str_z(p->out)))
        status = swap_in(w, &r);
    if (status == 0)
        progress(p->options, "swap", "%s", p->out);
    if (status == 0 && noop) {
        report(p->options, "weave: nothing to do");
        return 0;
    }
    size_t changed = r.n_new + r.n_changed + r.n_removed;
    if (status == 0)
        report(p->options, "wove %.*s into %s: %zu file%s changed",
               STR_ARG(describe_catalog(w)), p->out, changed, changed == 1 ? "" : "s");
    return status;
}
