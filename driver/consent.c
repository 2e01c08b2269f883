// consent.c - asks on the terminal, or says in JSON what there is to agree to.

#include "driver/consent.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { APPROVAL_NEEDED = 4 };

// A terminal that somebody sits at: both what is said and what is typed go there.
static FILE *open_terminal(void)
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO) ? fopen("/dev/tty", "re")
                                                         : NULL;
}

// Without its newline; false at the end of the input.
static bool read_line(FILE *tty, char *line, size_t size)
{
    if (!fgets(line, (int)size, tty))
        return false;
    line[strcspn(line, "\n")] = '\0';
    return true;
}

// --- what is destructive -----------------------------------------------------

static bool agrees(FILE *tty, const Finding *f)
{
    char line[512];
    fprintf(stderr, "Type %.*s to agree [no]: ", STR_ARG(f->object));
    fflush(stderr);
    return read_line(tty, line, sizeof line) && str_is(f->object, line);
}

static int ask(FILE *tty, const Judgement *j)
{
    bool agreed = true;
    for (size_t i = 0; agreed && i < j->n_findings; i++)
        if (j->findings[i].verdict == VERDICT_CONFIRM)
            agreed = agrees(tty, &j->findings[i]);
    if (!agreed)
        fprintf(stderr, "weave: nothing was done\n");
    return agreed ? 0 : APPROVAL_NEEDED;
}

int consent(Weave *w, const JudgeInput *in, const Judgement *j)
{
    const Options *o = w->project.options;
    Arena *a = w->project.arena;
    Str text = judgement_text(a, j);
    if (j->worst > VERDICT_WARN || !o->quiet)
        fwrite(text.ptr, 1, text.len, stderr);
    if (j->worst == VERDICT_REFUSE)
        return 1;
    if (j->worst < VERDICT_CONFIRM || (o->approve && str_is(j->hash, o->approve)))
        return 0;
    FILE *tty = o->approve ? NULL : open_terminal();
    if (tty) {
        int status = ask(tty, j);
        fclose(tty);
        return status;
    }
    printf("%s\n", judgement_json(a, in, j).ptr);
    fprintf(stderr,
            o->approve
                ? "weave: that was approved of another plan, schema or database; "
                  "this is --approve %s\n"
                : "weave: nothing was done; to agree: --approve %s\n",
            j->hash.ptr);
    return APPROVAL_NEEDED;
}

// --- names -------------------------------------------------------------------

// "users.full_name", or the name of a table.
static Str path_of(Arena *a, const Question *q, Str name)
{
    return q->table.len ? str_format(a, "%.*s.%.*s", STR_ARG(q->table), STR_ARG(name))
                        : name;
}

static void print_questions(Arena *a, const Match *match)
{
    cJSON *root = cJSON_CreateObject();
    cJSON *questions = cJSON_AddArrayToObject(root, "questions");
    for (size_t i = 0; i < match->n_questions; i++) {
        const Question *q = &match->questions[i];
        Str from = path_of(a, q, q->from), to = path_of(a, q, q->to);
        cJSON *o = cJSON_CreateObject(), *options;
        cJSON_AddStringToObject(o, "from", str_zero(a, from));
        cJSON_AddStringToObject(o, "to", str_zero(a, to));
        options = cJSON_AddArrayToObject(o, "options");
        cJSON_AddItemToArray(
            options,
            cJSON_CreateString(
                str_format(a, "--rename %.*s=%.*s", STR_ARG(from), STR_ARG(to)).ptr));
        cJSON_AddItemToArray(
            options,
            cJSON_CreateString(str_format(a, "--drop %.*s", STR_ARG(from)).ptr));
        cJSON_AddItemToArray(questions, o);
    }
    char *text = cJSON_Print(root);
    printf("%s\n", text);
    cJSON_free(text);
    cJSON_Delete(root);
}

static bool is_answered(const Hint *hints, size_t n, Str from)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(hints[i].from, from))
            return true;
    return false;
}

// One answer to each; all the others of what went are drops.
static int ask_names(Weave *w, FILE *tty, const Match *match, Hint **hints, size_t *n)
{
    Arena *a = w->project.arena;
    Hint *out = arena_many(a, Hint, *n + match->n_questions * 2 + 1);
    memcpy(out, *hints, *n * sizeof *out);
    for (int drops = 0; drops < 2; drops++)
        for (size_t i = 0; i < match->n_questions; i++) {
            const Question *q = &match->questions[i];
            Str from = path_of(a, q, q->from), to = path_of(a, q, q->to);
            char line[16] = "";
            if (is_answered(out, *n, from))
                continue;
            if (drops) {
                out[(*n)++] = (Hint){.from = from};
                continue;
            }
            fprintf(stderr, "%.*s is gone and %.*s is new: is it a rename? [y/n]: ",
                    STR_ARG(from), STR_ARG(to));
            fflush(stderr);
            if (!read_line(tty, line, sizeof line))
                return APPROVAL_NEEDED;
            if (strcmp(line, "y") == 0 || strcmp(line, "yes") == 0)
                out[(*n)++] = (Hint){from, to};
            else if (strcmp(line, "n") != 0 && strcmp(line, "no") != 0)
                return APPROVAL_NEEDED;
        }
    *hints = out;
    return 0;
}

int consent_on_names(Weave *w, const Match *match, Hint **hints, size_t *n_hints)
{
    FILE *tty = open_terminal();
    if (tty) {
        int status = ask_names(w, tty, match, hints, n_hints);
        fclose(tty);
        if (status != 0)
            fprintf(stderr, "weave: nothing was done\n");
        return status;
    }
    print_questions(w->project.arena, match);
    fprintf(stderr, "weave: nothing was done: what is gone may be what is new, under "
                    "another name; the options say which\n");
    return APPROVAL_NEEDED;
}
