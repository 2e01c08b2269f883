// hooks.c - writes stand between hooks, and keep the rules.

#include "tests/woven/check.h"

#include "db.gen.h"

static WeaveDb *db;
static WeaveArena mem;

static char notes[512];
static WeaveStatus refusal; // what the hooks of post return

static void before(void)
{
    notes[0] = '\0';
    refusal = WEAVE_OK;
    CHECK_STATUS(db, WEAVE_OK,
                 db_open(":memory:", WEAVE_OPEN_CREATE | WEAVE_OPEN_UNCHECKED, &db));
}

static void after(void)
{
    weave_arena_free(&mem);
    CHECK_STATUS(db, WEAVE_OK, weave_close(db));
}

// --- hooks -------------------------------------------------------------------

static void take_note(const char *what)
{
    size_t n = strlen(notes);
    snprintf(notes + n, sizeof notes - n, "%s%s", n ? " " : "", what);
}

WeaveStatus post_note(WeaveDb *on, PostWrite *write)
{
    static const char *const actions[] = {"?", "create", "update", "delete"};
    CHECK(on == db && weave_in_transaction(db));
    take_note(actions[write->action]);
    return WEAVE_OK;
}

WeaveStatus post_before_save(WeaveDb *on, PostWrite *write)
{
    (void)on;
    take_note("save");
    if (refusal != WEAVE_OK)
        return weave_refuse(db, write->place, "not today");
    if (write->row && !write->row->title.ptr)
        write->row->title = WEAVE_TEXT("one");
    if (write->patch)
        write->patch->stars = weave_some_int(write->key.id);
    if (write->update)
        write->update->stars = weave_some_int(5);
    return WEAVE_OK;
}

WeaveStatus post_before_delete(WeaveDb *on, PostWrite *write)
{
    (void)on;
    take_note("remove");
    return refusal == WEAVE_OK ? WEAVE_OK
                               : weave_refuse(db, write->place, "it is kept");
}

WeaveStatus post_after_error(WeaveDb *on, PostWrite *write)
{
    (void)on;
    take_note(weave_status_name(write->status));
    return WEAVE_OK;
}

static bool noted(const char *expected)
{
    bool same = strcmp(notes, expected) == 0;
    if (!same)
        printf("# noted: %s\n", notes);
    notes[0] = '\0';
    return same;
}

static int64_t add_post(const char *slug)
{
    int64_t id = 0;
    PostNew row = {.slug = weave_text(slug)};
    CHECK_STATUS(db, WEAVE_OK, post_insert(db, &row, &id));
    return id;
}

static void px_14_hooks_stand_around_a_write_and_may_change_it(void)
{
    Post row;
    refusal = WEAVE_OK;
    int64_t id = add_post("aa");
    CHECK(noted("create save create create create create"));
    CHECK_STATUS(db, WEAVE_OK, post_get(db, id, &mem, &row));
    CHECK(id == 1 && is(row.title, "one"));
    PostPatch patch = {.slug = WEAVE_TEXT("bb")};
    CHECK_STATUS(db, WEAVE_OK, post_patch(db, id, &patch));
    CHECK(noted("update save update update update update"));
    CHECK_STATUS(db, WEAVE_OK, post_get(db, id, &mem, &row));
    CHECK(row.stars.value == 1 && !patch.stars.has && is(row.slug, "bb"));
    CHECK_STATUS(db, WEAVE_OK, post_update(db, &row));
    CHECK_STATUS(db, WEAVE_OK, post_get(db, id, &mem, &row));
    CHECK(row.stars.value == 5);
    notes[0] = '\0';
    CHECK_STATUS(db, WEAVE_OK, post_delete(db, id));
    CHECK(noted("delete remove delete delete delete"));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, post_delete(db, id));
    CHECK(noted("delete remove WEAVE_NOT_FOUND"));
}

static void px_14_a_hook_may_refuse(void)
{
    int64_t n;
    Post row;
    PostNew rows[] = {{.slug = WEAVE_TEXT("aa")}, {.slug = WEAVE_TEXT("bb")}};
    refusal = WEAVE_OK;
    int64_t id = add_post("cc");
    refusal = WEAVE_REFUSED;
    notes[0] = '\0';
    CHECK_STATUS(db, WEAVE_REFUSED, post_insert(db, &rows[0], &n));
    CHECK(n == 0 && noted("create save WEAVE_REFUSED") && !weave_in_transaction(db));
    check_mentions(db, "post.insert: not today");
    CHECK_STATUS(db, WEAVE_REFUSED, post_insert_many(db, rows, 2, &n));
    CHECK_STATUS(db, WEAVE_REFUSED, post_upsert(db, &rows[0], &n));
    CHECK_STATUS(db, WEAVE_REFUSED,
                 post_select_by_slug_or_insert(db, &rows[0], &mem, &row));
    CHECK_STATUS(db, WEAVE_REFUSED, post_delete(db, id));
    check_mentions(db, "post.delete: it is kept");
    CHECK_STATUS(db, WEAVE_REFUSED, post_delete_by_kind(db, POST_KIND_DRAFT, &n));
    CHECK_STATUS(db, WEAVE_OK, post_count(db, &n));
    CHECK(n == 1);
}

static void px_14_every_write_has_its_hooks(void)
{
    int64_t n, id;
    bool inserted;
    Post row;
    refusal = WEAVE_OK;
    PostNew rows[] = {{.slug = WEAVE_TEXT("aa")}, {.slug = WEAVE_TEXT("bb")}};
    CHECK_STATUS(db, WEAVE_OK, post_insert_many(db, rows, 2, &n));
    CHECK(n == 2 && noted("create save create create create create "
                          "create save create create create create"));
    CHECK_STATUS(db, WEAVE_OK, post_select_by_slug_or_insert(db, &rows[0], &mem, &row));
    CHECK(noted("") && is(row.title, "one"));
    rows[0].slug = WEAVE_TEXT("cc");
    CHECK_STATUS(db, WEAVE_OK, post_select_by_slug_or_insert(db, &rows[0], &mem, &row));
    CHECK(noted("create save create create create create") && row.id == 3);
    rows[0].id = weave_some_int(3);
    CHECK_STATUS(db, WEAVE_OK, post_insert_or_ignore(db, &rows[0], &inserted, &id));
    CHECK(!inserted && id == 0 && noted("create save"));
    CHECK_STATUS(db, WEAVE_OK, post_upsert(db, &rows[0], &id));
    CHECK(id == 3 && noted("create save create create create create"));
    PostPatch patch = {.kind = POST_KIND_LIVE};
    CHECK_STATUS(db, WEAVE_OK, post_update_by_kind(db, POST_KIND_DRAFT, &patch, &n));
    CHECK(n == 3 && noted("update save update update update update"));
}

// --- rules -------------------------------------------------------------------

static void refused(PostNew row, const char *message)
{
    int64_t n;
    CHECK_STATUS(db, WEAVE_INVALID, post_insert(db, &row, NULL));
    check_mentions(db, message);
    CHECK_STATUS(db, WEAVE_OK, post_count(db, &n));
    CHECK(n == 0);
}

static void px_14_what_is_not_valid_is_not_written_and_the_field_is_named(void)
{
    PostNew row = {.slug = WEAVE_TEXT("slug")}, bad = row;
    refusal = WEAVE_OK;
    bad.slug = WEAVE_TEXT("123456789");
    refused(bad, "post.insert: slug has 9 characters, 8 are the most");
    bad.slug = WEAVE_TEXT("\xC3\xA9");
    refused(bad, "slug has 1 characters, at least 2 are needed");
    bad = row;
    bad.stars = weave_some_int(6);
    refused(bad, "stars is more than 5");
    bad.stars = weave_some_int(-1);
    refused(bad, "stars is less than 0");
    bad = row;
    bad.rate = weave_some_real(0);
    refused(bad, "rate is not more than 0.0");
    bad.rate = weave_some_real(1.5);
    refused(bad, "rate is more than 1.0");
    bad = row;
    bad.body = weave_blob("12345", 5);
    refused(bad, "body has 5 bytes, 4 are the most");
    bad = row;
    bad.title = WEAVE_TEXT("no");
    refused(bad, "title has 2 characters, at least 3 are needed");
    bad.title = WEAVE_TEXT("three");
    refused(bad, "title is none of the texts it may be");
    bad = row;
    bad.title = bad.slug = WEAVE_TEXT("one"); // SQLite alone knows
    CHECK_STATUS(db, WEAVE_CONSTRAINT, post_insert(db, &bad, NULL));
    row.stars = weave_some_int(5);
    row.rate = weave_some_real(1);
    CHECK_STATUS(db, WEAVE_OK, post_insert(db, &row, NULL));
    PostPatch patch = {.slug = WEAVE_TEXT("x")};
    CHECK_STATUS(db, WEAVE_INVALID, post_patch(db, 1, &patch));
    Post whole;
    CHECK_STATUS(db, WEAVE_OK, post_get(db, 1, &mem, &whole));
    whole.rate = -1;
    CHECK_STATUS(db, WEAVE_INVALID, post_update(db, &whole));
    bad = row;
    bad.kind = (PostKind)7;
    CHECK_STATUS(db, WEAVE_MISUSE, post_insert(db, &bad, NULL));
    check_mentions(db, "parameter :kind is 7, which is no PostKind");
}

static int n_masked, n_shown;

static void watch(void *context, const WeaveTrace *trace)
{
    (void)context;
    for (size_t i = 0; i < trace->n_params; i++) {
        const WeaveTraceParam *p = &trace->params[i];
        CHECK(!p->value || !strstr(p->value, "hidden"));
        n_masked += p->value && strcmp(p->value, "***") == 0;
        n_shown += p->value && strcmp(p->value, "'slug'") == 0;
    }
}

static void px_16_what_is_sensitive_is_not_shown(void)
{
    PostNew row = {.slug = WEAVE_TEXT("slug"), .secret = WEAVE_TEXT("hidden")};
    PostPatch patch = {.secret = WEAVE_TEXT("hidden too")};
    Post whole;
    refusal = WEAVE_OK;
    n_masked = n_shown = 0;
    CHECK_STATUS(db, WEAVE_OK, weave_trace(db, watch, NULL));
    CHECK_STATUS(db, WEAVE_OK, post_insert(db, &row, NULL));
    CHECK_STATUS(db, WEAVE_OK, post_patch(db, 1, &patch));
    CHECK_STATUS(db, WEAVE_OK, post_get(db, 1, &mem, &whole));
    CHECK(is(whole.secret, "hidden too"));
    CHECK_STATUS(db, WEAVE_OK, post_update(db, &whole));
    CHECK_STATUS(db, WEAVE_OK, weave_trace(db, NULL, NULL));
    CHECK(n_masked == 3 && n_shown == 2);
}

static void mg_31_many_rows_are_upserted_between_their_hooks(void)
{
    PostNew rows[] = {{.slug = WEAVE_TEXT("alpha")},
                      {.id = weave_some_int(7), .slug = WEAVE_TEXT("seven")}};
    int64_t n = 0;
    CHECK_STATUS(db, WEAVE_OK, post_upsert_many(db, rows, 2, &n));
    rows[1].slug = WEAVE_TEXT("again");
    CHECK_STATUS(db, WEAVE_OK, post_upsert_many(db, &rows[1], 1, &n));
    CHECK(n == 1 && ask(db, "SELECT count(*) = 2 AND max(slug = 'again') FROM post"));
    rows[1].slug = WEAVE_TEXT("a"); // too short
    CHECK_STATUS(db, WEAVE_INVALID, post_upsert_many(db, rows, 2, &n));
    CHECK(n == 0 && ask(db, "SELECT count(*) = 2 FROM post"));
}

static const Test tests[] = {
    TEST(px_14_hooks_stand_around_a_write_and_may_change_it),
    TEST(px_14_a_hook_may_refuse),
    TEST(px_14_every_write_has_its_hooks),
    TEST(px_14_what_is_not_valid_is_not_written_and_the_field_is_named),
    TEST(px_16_what_is_sensitive_is_not_shown),
    TEST(mg_31_many_rows_are_upserted_between_their_hooks),
};

int main(void)
{
    return run_tests(tests, sizeof tests / sizeof *tests, before, after);
}
