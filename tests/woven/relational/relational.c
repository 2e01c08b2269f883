// relational.c - relational queries, woven into C, give nested rows, and take one statement a
// level.

#include "db.gen.h"
#include "note.gen.h"
#include "post.gen.h"
#include "tests/woven/check.h"
#include "user.gen.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

static WeaveDb *db;
static WeaveArena mem;
static int n_statements; // that were begun

// Transactions are not among them.
static int count_statement(unsigned event, void *context, void *stmt, void *sql)
{
    (void)event, (void)context, (void)stmt;
    const char *text = sql;
    n_statements += strncmp(text, "select", 6) == 0;
    return 0;
}

static void run(const char *sql)
{
    char *error = NULL;
    CHECK(sqlite3_exec(weave_handle(db), sql, NULL, NULL, &error) == SQLITE_OK);
    if (error)
        printf("# %s: %s\n", sql, error);
    sqlite3_free(error);
}

static void fill(void)
{
    run("INSERT INTO user VALUES (1, 'Ada'), (2, 'Ben'), (3, 'Cleo');"
        "INSERT INTO profile VALUES (1, NULL);"
        "INSERT INTO post VALUES (1, 1, 2, 'Notes'), (2, 1, NULL, 'Engines'),"
        " (3, 2, 1, 'Bees'), (4, 1, 1, 'Looms');"
        "INSERT INTO comment VALUES (1, 1, 'nice'), (2, 1, ''), (3, 4, 'yes');"
        "INSERT INTO tag VALUES (4, 'wool'), (1, 'b'), (1, 'a')");
    n_statements = 0;
}

// --- px-09, px-10, px-12 --------------------------------------------------------------

static void px_09_two_relations_are_filled_and_who_has_no_rows_has_empty_lists(void)
{
    UserWithBothList users;
    fill();
    CHECK_STATUS(db, WEAVE_OK, user_with_both(db, &mem, &users));
    CHECK(users.count == 3 && n_statements == 3);
    const UserWithBoth *ada = &users.items[0], *cleo = &users.items[2];
    CHECK(ada->posts.count == 3 && ada->edited.count == 2);
    CHECK(same_text(ada->posts.items[2].title, WEAVE_TEXT("Looms")));
    CHECK(ada->edited.items[0].id == 3 && ada->edited.items[1].id == 4);
    CHECK(cleo->posts.count == 0 && cleo->posts.items != NULL);
    CHECK(cleo->edited.count == 0 && cleo->edited.items != NULL);
}

static void px_09_without_any_children_lists_are_empty_and_not_null(void)
{
    UserWithPostsList users;
    run("INSERT INTO user VALUES (1, 'Ada')");
    CHECK_STATUS(db, WEAVE_OK, user_with_posts(db, &mem, &users));
    CHECK(users.count == 1 && users.items[0].posts.count == 0);
    CHECK(users.items[0].posts.items != NULL);
    run("DELETE FROM user");
    CHECK_STATUS(db, WEAVE_OK, user_with_posts(db, &mem, &users));
    CHECK(users.count == 0 && users.items != NULL);
}

static void px_10_three_children_that_share_a_parent_all_have_it(void)
{
    PostWithAuthorList posts;
    fill();
    CHECK_STATUS(db, WEAVE_OK, post_with_author(db, &mem, &posts));
    CHECK(posts.count == 4 && n_statements == 1);
    for (size_t i = 0; i < posts.count; i++) {
        const PostWithAuthor *row = &posts.items[i];
        bool ben = row->id == 3;
        CHECK(row->author->id == (ben ? 2 : 1));
        CHECK(
            same_text(row->author->name, ben ? WEAVE_TEXT("Ben") : WEAVE_TEXT("Ada")));
    }
    CHECK(posts.items[1].editor == NULL);
    CHECK(same_text(posts.items[2].editor->name, WEAVE_TEXT("Ada")));
}

static void px_12_1200_parents_take_as_many_statements_as_there_are_levels(void)
{
    UserWithPostsList users;
    run("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1200)"
        " INSERT INTO user SELECT i, 'user ' || i FROM n;"
        "INSERT INTO post SELECT id * 10 + value, id, NULL, id || '.' || value"
        " FROM user, (SELECT 1 AS value UNION ALL SELECT 2 UNION ALL SELECT 3) WHERE id % 7");
    n_statements = 0;
    CHECK_STATUS(db, WEAVE_OK, user_with_posts(db, &mem, &users));
    CHECK(users.count == 1200 && n_statements == 3);
    for (size_t i = 0; i < users.count; i++) {
        const UserWithPosts *row = &users.items[i];
        CHECK(row->posts.count == (row->id % 7 ? 3 : 0));
        for (size_t k = 0; k < row->posts.count; k++)
            CHECK(row->posts.items[k].author_id == row->id &&
                  row->posts.items[k].id == row->id * 10 + (int64_t)k + 1);
    }
}

// --- ds-14 ------------------------------------------------------------------------------

static void ds_14_a_nested_read_takes_a_statement_a_level(void)
{
    UserWithPostsList users;
    fill();
    CHECK_STATUS(db, WEAVE_OK, user_with_posts(db, &mem, &users));
    CHECK(users.count == 3 && n_statements == 3);
    const UserWithPostsPostsList *posts = &users.items[0].posts;
    CHECK(posts->count == 3 && posts->items[0].comments.count == 2);
    CHECK(same_text(posts->items[0].comments.items[1].body, WEAVE_TEXT("")));
    CHECK(posts->items[1].comments.count == 0);
    CHECK(posts->items[2].comments.items[0].id == 3);
    CHECK(users.items[1].posts.items[0].comments.count == 0);
}

// SQLite hands the rows over before it sorts them.
static void levels_that_sqlite_sorts_keep_their_order_and_their_parents(void)
{
    UserSortedList users;
    fill();
    CHECK_STATUS(db, WEAVE_OK, user_sorted(db, &mem, &users));
    CHECK(users.count == 3 && n_statements == 3);
    CHECK(users.items[0].id == 3 && users.items[1].id == 2 && users.items[2].id == 1);
    CHECK(users.items[0].posts.count == 0 && users.items[1].posts.count == 1);
    CHECK(users.items[1].posts.items[0].id == 3);
    const UserSortedPostsList *posts = &users.items[2].posts;
    CHECK(posts->count == 3);
    CHECK(posts->items[0].id == 2 && posts->items[0].comments.count == 0);
    CHECK(posts->items[1].id == 4 && posts->items[1].comments.count == 1);
    CHECK(posts->items[1].comments.items[0].id == 3);
    CHECK(posts->items[2].id == 1 && posts->items[2].comments.count == 2);
    CHECK(posts->items[2].comments.items[0].id == 1);
    CHECK(posts->items[2].comments.items[1].id == 2);
}

static void a_limit_is_one_for_each_parent_and_the_order_is_kept(void)
{
    UserById user;
    fill();
    CHECK_STATUS(db, WEAVE_OK, user_by_id(db, 1, 2, &mem, &user));
    CHECK(user.posts.count == 2);
    CHECK(same_text(user.posts.items[0].title, WEAVE_TEXT("Looms")));
    CHECK(same_text(user.posts.items[1].title, WEAVE_TEXT("Engines")));
    CHECK_STATUS(db, WEAVE_OK, user_by_id(db, 1, -1, &mem, &user));
    CHECK(user.posts.count == 3);
    CHECK_STATUS(db, WEAVE_NOT_FOUND, user_by_id(db, 9, 2, &mem, &user));
    CHECK(user.posts.items == NULL && user.id == 0);
    check_mentions(db, "user.byId: no row");
}

static void one_row_that_is_stated_is_one(void)
{
    UserOnlyOne user;
    CHECK_STATUS(db, WEAVE_NOT_FOUND, user_only_one(db, &mem, &user));
    run("INSERT INTO user VALUES (1, 'Ada')");
    CHECK_STATUS(db, WEAVE_OK, user_only_one(db, &mem, &user));
    CHECK(user.id == 1 && user.posts.count == 0);
    run("INSERT INTO user VALUES (2, 'Ben')");
    CHECK_STATUS(db, WEAVE_TOO_MANY, user_only_one(db, &mem, &user));
    CHECK(user.id == 0);
    CHECK_STATUS(db, WEAVE_OK, user_ignored(db));
}

static void parameters_of_all_levels_are_those_of_one_function(void)
{
    UserManyWishesList users;
    UserManyWishesParams params = {0};
    fill();
    params.from = 1;
    params.to = 2;
    params.title = WEAVE_TEXT("%e%");
    params.post_limit = 1;
    params.limit = 5;
    CHECK_STATUS(db, WEAVE_OK, user_many_wishes(db, &params, &mem, &users));
    CHECK(users.count == 2 && users.items[0].posts.count == 1);
    CHECK(same_text(users.items[0].posts.items[0].title, WEAVE_TEXT("Notes")));
    CHECK(users.items[1].posts.items[0].id == 3);
}

static void rows_without_columns_of_their_own_hold_their_relations(void)
{
    PostTaggedList posts;
    PostCommentsOfAuthorsList comments;
    fill();
    CHECK_STATUS(db, WEAVE_OK, post_tagged(db, &mem, &posts));
    CHECK(posts.count == 4 && posts.items[0].tags.count == 2);
    CHECK(same_text(posts.items[0].tags.items[0].word, WEAVE_TEXT("a")));
    CHECK(posts.items[1].tags.count == 0);
    CHECK(same_text(posts.items[3].tags.items[0].word, WEAVE_TEXT("wool")));
    CHECK_STATUS(db, WEAVE_OK, post_comments_of_authors(db, &mem, &comments));
    CHECK(comments.count == 3);
    CHECK(comments.items[0].post->editor->posts.count == 1);
    CHECK(comments.items[1].post->editor->posts.items[0].id == 3);
    CHECK(comments.items[2].post->editor->posts.count == 3);
}

// --- what goes wrong ----------------------------------------------------------------------

static void a_row_that_a_foreign_key_promises_and_is_not_there_is_an_error(void)
{
    PostWithAuthorList posts;
    run("PRAGMA foreign_keys = off; INSERT INTO post VALUES (1, 77, NULL, 'lost');"
        "PRAGMA foreign_keys = on");
    CHECK_STATUS(db, WEAVE_TYPE, post_with_author(db, &mem, &posts));
    CHECK(posts.count == 0 && posts.items == NULL);
    check_mentions(db, "post.withAuthor");
    CHECK(!weave_in_transaction(db));
}

// A join would look up the authors of all posts, to give those of two.
static void what_is_sorted_and_limited_has_its_single_rows_by_a_statement(void)
{
    PostLastTitlesList posts;
    fill();
    CHECK_STATUS(db, WEAVE_OK, post_last_titles(db, 2, &mem, &posts));
    CHECK(posts.count == 2 && n_statements == 3);
    CHECK(same_text(posts.items[0].title, WEAVE_TEXT("Notes")));
    CHECK(same_text(posts.items[0].author->name, WEAVE_TEXT("Ada")));
    CHECK(same_text(posts.items[0].editor->name, WEAVE_TEXT("Ben")));
    CHECK(same_text(posts.items[1].editor->name, WEAVE_TEXT("Ada")));
    run("PRAGMA foreign_keys = off; DELETE FROM user; PRAGMA foreign_keys = on");
    CHECK_STATUS(db, WEAVE_TYPE, post_last_titles(db, 2, &mem, &posts));
    CHECK(posts.count == 0 && !weave_in_transaction(db));
    check_mentions(db, "(author): a row that a foreign key promises is not there");
}

static void after_a_failure_nothing_is_given_and_no_transaction_is_open(void)
{
    UserWithPostsList users;
    fill();
    run("DROP TABLE tag; DROP TABLE comment");
    CHECK_STATUS(db, WEAVE_SCHEMA, user_with_posts(db, &mem, &users));
    CHECK(users.count == 0 && users.items == NULL);
    CHECK(!weave_in_transaction(db) && sqlite3_get_autocommit(weave_handle(db)));
}

// Another connection writes whenever a statement has been begun.
static sqlite3 *other;

static int write_between(unsigned event, void *context, void *stmt, void *sql)
{
    count_statement(event, context, stmt, sql);
    if (n_statements > 1)
        CHECK(sqlite3_exec(other,
                           "INSERT INTO post (author_id, title) VALUES (1, 'late');"
                           "INSERT INTO comment (post_id, body) VALUES (1, 'late')",
                           NULL, NULL, NULL) == SQLITE_OK);
    return 0;
}

static void all_levels_see_one_state_of_the_database(void)
{
    char path[] = "/tmp/weave-relational-XXXXXX";
    WeaveDb *memory = db;
    UserWithPostsList users;
    int file = mkstemp(path);
    CHECK(file >= 0 && close(file) == 0);
    CHECK_STATUS(db, WEAVE_OK, db_open(path, WEAVE_OPEN_CREATE, &db));
    fill();
    CHECK(sqlite3_open(path, &other) == SQLITE_OK);
    sqlite3_trace_v2(weave_handle(db), SQLITE_TRACE_STMT, write_between, NULL);
    CHECK_STATUS(db, WEAVE_OK, user_with_posts(db, &mem, &users));
    CHECK(n_statements == 3 && users.items[0].posts.count == 3);
    CHECK(users.items[0].posts.items[0].comments.count == 2);
    sqlite3_trace_v2(weave_handle(db), 0, NULL, NULL);
    CHECK_STATUS(db, WEAVE_OK, user_with_posts(db, &mem, &users));
    CHECK(users.items[0].posts.count > 3);
    CHECK(sqlite3_close(other) == SQLITE_OK);
    CHECK_STATUS(db, WEAVE_OK, weave_close(db));
    CHECK(remove(path) == 0);
    db = memory;
}

static void a_read_within_a_transaction_sees_its_writes_and_leaves_it_open(void)
{
    UserWithPostsList users;
    fill();
    CHECK_STATUS(db, WEAVE_OK, weave_begin(db));
    run("INSERT INTO user VALUES (4, 'Dagny')");
    CHECK_STATUS(db, WEAVE_OK, user_with_posts(db, &mem, &users));
    CHECK(users.count == 4 && weave_in_transaction(db));
    CHECK_STATUS(db, WEAVE_OK, weave_rollback(db));
    CHECK_STATUS(db, WEAVE_OK, user_with_posts(db, &mem, &users));
    CHECK(users.count == 3);
}

// --- px-11 ----------------------------------------------------------------------------

static void px_11_rows_deleted_softly_belong_to_nobody_unless_the_query_asks(void)
{
    NoteOfUsersList users;
    NoteWithDeletedList all;
    NoteLastList last;
    NoteOfRepliesList replies;
    run("INSERT INTO user VALUES (1, 'Ada'); INSERT INTO note VALUES (1, 1, 'kept', NULL), "
        "(2, 1, 'gone', 5); INSERT INTO reply VALUES (1, 1), (2, 2)");
    CHECK_STATUS(db, WEAVE_OK, note_of_users(db, &mem, &users));
    CHECK(users.items[0].notes.count == 1 && users.items[0].notes.items[0].id == 1);
    CHECK_STATUS(db, WEAVE_OK, note_with_deleted(db, &mem, &all));
    CHECK(all.items[0].notes.count == 2);
    CHECK_STATUS(db, WEAVE_OK, note_last(db, &mem, &last));
    CHECK(last.items[0].notes.count == 1 && last.items[0].notes.items[0].id == 1);
    CHECK_STATUS(db, WEAVE_OK, note_of_replies(db, &mem, &replies));
    CHECK(replies.items[0].note && !replies.items[1].note);
}

static void open_fresh(void)
{
    CHECK_STATUS(db, WEAVE_OK, db_open(":memory:", WEAVE_OPEN_CREATE, &db));
    sqlite3_trace_v2(weave_handle(db), SQLITE_TRACE_STMT, count_statement, NULL);
    n_statements = 0;
}

static void close_fresh(void)
{
    weave_arena_free(&mem);
    CHECK_STATUS(db, WEAVE_OK, weave_close(db));
}

int main(void)
{
    static const Test tests[] = {
        TEST(px_09_two_relations_are_filled_and_who_has_no_rows_has_empty_lists),
        TEST(px_09_without_any_children_lists_are_empty_and_not_null),
        TEST(px_10_three_children_that_share_a_parent_all_have_it),
        TEST(px_11_rows_deleted_softly_belong_to_nobody_unless_the_query_asks),
        TEST(px_12_1200_parents_take_as_many_statements_as_there_are_levels),
        TEST(ds_14_a_nested_read_takes_a_statement_a_level),
        TEST(levels_that_sqlite_sorts_keep_their_order_and_their_parents),
        TEST(a_limit_is_one_for_each_parent_and_the_order_is_kept),
        TEST(one_row_that_is_stated_is_one),
        TEST(parameters_of_all_levels_are_those_of_one_function),
        TEST(rows_without_columns_of_their_own_hold_their_relations),
        TEST(a_row_that_a_foreign_key_promises_and_is_not_there_is_an_error),
        TEST(what_is_sorted_and_limited_has_its_single_rows_by_a_statement),
        TEST(after_a_failure_nothing_is_given_and_no_transaction_is_open),
        TEST(all_levels_see_one_state_of_the_database),
        TEST(a_read_within_a_transaction_sees_its_writes_and_leaves_it_open),
    };
    return run_tests(tests, sizeof tests / sizeof *tests, open_fresh, close_fresh);
}
