// Everything of HTTP that we take apart ourselves.
#include <gtest/gtest.h>

#include "http/field.hpp"
#include "http/form.hpp"
#include "http/json_writer.hpp"
#include "http/page.hpp"
#include "http/router.hpp"
#include "http/target.hpp"
#include "http/wire.hpp"

namespace dostyq::http {
namespace {

std::vector<std::string> segments(std::string_view text) {
  const auto target = parse_target(text);
  return target ? target->segments : std::vector<std::string>{"!"};
}

TEST(Target, IsTakenApart) {
  EXPECT_EQ(segments("/"), (std::vector<std::string>{}));
  EXPECT_EQ(segments("/a/b"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(segments("/a/b/"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(segments("/%D0%B0%20b"), (std::vector<std::string>{"а b"}));
  EXPECT_EQ(segments("http://host:80/a"), (std::vector<std::string>{"a"}));
  EXPECT_EQ(segments("http://host"), (std::vector<std::string>{}));
  const auto target = parse_target("/s?q=%D2%9A+%2B&x&y=1=2&&q=second");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->query_value("q"), "Қ +");
  EXPECT_TRUE(target->has_query("x"));
  EXPECT_EQ(target->query_value("y"), "1=2");
  EXPECT_EQ(target->path(), "/s");
}

TEST(Target, NeverLeavesItsFolder) {
  for (const char* bad : {"",
                          "a",
                          "*",
                          "//",
                          "/a//b",
                          "/a//",
                          "/.",
                          "/..",
                          "/../etc/passwd",
                          "/a/../b",
                          "/%2e%2e/x",
                          "/%2E%2e",
                          "/a%2fb",
                          "/a%5cb",
                          "/a\\b",
                          "/..%2f..%2fetc",
                          "/%00",
                          "/a%0d%0aX:1",
                          "/a\tb",
                          "/%",
                          "/%4",
                          "/%zz",
                          "/\xff",
                          "/%c0%ae%c0%ae/",
                          "/%ed%a0%80",
                          "/%f4%90%80%80",
                          "/a#b",
                          "/?q=%0a",
                          "/?q=%ff",
                          "ftp://host/a",
                          "/a/%7F"})
    EXPECT_FALSE(parse_target(bad)) << bad;
  EXPECT_FALSE(parse_target("/" + std::string(9000, 'a')));
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "/a";
  EXPECT_FALSE(parse_target(deep));
}

TEST(Field, Languages) {
  EXPECT_EQ(preferred_language("ru"), Language::kRussian);
  EXPECT_EQ(preferred_language("kk-KZ;q=0.5, en-GB;q=0.7"), Language::kEnglish);
  EXPECT_EQ(preferred_language("fr, de;q=0.9"), std::nullopt);
  EXPECT_EQ(preferred_language("ru;q=0, kk;q=0.1"), Language::kKazakh);
  EXPECT_EQ(preferred_language("en;q=2, ru;q=0.2"), Language::kRussian);
  EXPECT_EQ(preferred_language(",,;;q=,"), std::nullopt);
}

TEST(Field, Codings) {
  EXPECT_EQ(accepted_coding("gzip, br", true, true), Coding::kBrotli);
  EXPECT_EQ(accepted_coding("gzip, br;q=0.5", true, true), Coding::kGzip);
  EXPECT_EQ(accepted_coding("gzip, br", false, true), Coding::kGzip);
  EXPECT_EQ(accepted_coding("", true, true), Coding::kIdentity);
  EXPECT_EQ(accepted_coding("*", true, true), Coding::kBrotli);
  EXPECT_EQ(accepted_coding("*;q=0", true, true), Coding::kIdentity);
  EXPECT_EQ(accepted_coding("br;q=0, gzip", true, true), Coding::kGzip);
}

TEST(Field, Tags) {
  EXPECT_TRUE(etag_matches("\"a\", \"b\"", "\"b\"", false));
  EXPECT_TRUE(etag_matches("*", "\"b\"", false));
  EXPECT_FALSE(etag_matches("W/\"b\"", "\"b\"", false));
  EXPECT_TRUE(etag_matches("W/\"b\"", "\"b\"", true));
  EXPECT_FALSE(etag_matches("\"bb\"", "\"b\"", true));
}

TEST(Field, Cookies) {
  EXPECT_EQ(cookie_value("a=1; dostyq_session=abc; b=2", "dostyq_session"), "abc");
  EXPECT_EQ(cookie_value("xdostyq_session=abc", "dostyq_session"), "");
  EXPECT_EQ(cookie_value("dostyq_session", "dostyq_session"), "");
}

std::string found(const Router& router, Method method, std::string_view path) {
  const Found result = router.find(method, segments(path));
  if (const auto* match = std::get_if<Match>(&result))
    return std::to_string(match->route) + match->path.written("id");
  if (const auto* other = std::get_if<OtherMethods>(&result)) return other->allow;
  return "none";
}

TEST(Router, FindsTheRoute) {
  Router router;
  router.add(Method::kGet, "/sites", 1);
  router.add(Method::kPost, "/sites", 2);
  router.add(Method::kGet, "/sites/{id}", 3);
  router.add(Method::kGet, "/sites/{id:int}", 4);
  router.add(Method::kGet, "/sites/new", 5);
  router.add(Method::kGet, "/sites/{id:date}", 6);
  router.add(Method::kDelete, "/sites/{id}/parts/{part}", 7);
  router.add(Method::kGet, "/files/{id:rest}", 8);
  EXPECT_EQ(found(router, Method::kGet, "/sites"), "1");
  EXPECT_EQ(found(router, Method::kHead, "/sites"), "1");
  EXPECT_EQ(found(router, Method::kPost, "/sites"), "2");
  EXPECT_EQ(found(router, Method::kPut, "/sites"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(found(router, Method::kGet, "/sites/konaev"), "3konaev");
  EXPECT_EQ(found(router, Method::kGet, "/sites/42"), "442");
  EXPECT_EQ(found(router, Method::kGet, "/sites/new"), "5");
  EXPECT_EQ(found(router, Method::kGet, "/sites/2027-04-25"), "62027-04-25");
  EXPECT_EQ(found(router, Method::kGet, "/sites/2027-02-29"), "32027-02-29");
  EXPECT_EQ(found(router, Method::kGet, "/sites/999999999999999999999"), "3999999999999999999999");
  EXPECT_EQ(found(router, Method::kDelete, "/sites/42/parts/x"), "742")
      << "another branch after a dead end";
  EXPECT_EQ(found(router, Method::kGet, "/files/a/b/c"), "8a/b/c");
  EXPECT_EQ(found(router, Method::kGet, "/sites/a/b"), "none");
  EXPECT_EQ(found(router, Method::kGet, "/"), "none");
}

std::vector<std::string> wrong_fields(Form& form) {
  std::vector<std::string> out;
  if (const auto problem = form.done()) {
    for (const FieldError& error : problem->errors) out.push_back(error.field + " " + error.key);
  }
  return out;
}

TEST(Form, NotesEveryMistakeBesideItsField) {
  Form form(
      R"({"a":"  ","b":5,"c":"2027-02-29","d":1.5,"e":"x","name":{"kk":"қ","ru":"","extra":1},"more":true,
                "rows":[{"n":1},{"n":"one"},7]})");
  form.text("a", 10);
  form.text("b", 10);
  form.date("c");
  form.number("d", 0, 9);
  form.one_of("e", {"y", "z"});
  form.three_languages("name", 10);
  form.flag("gone");
  std::vector<Form> rows = form.list("rows", 5);
  ASSERT_EQ(rows.size(), 3U);
  for (Form& row : rows) {
    row.number("n", 0, 9);
    form.take(row);
  }
  EXPECT_EQ(
      wrong_fields(form),
      (std::vector<std::string>{
          "a http.needs_field", "b http.needs_text", "c http.needs_date", "d http.needs_number",
          "e http.needs_one_of", "name.ru http.needs_field", "name.en http.needs_field",
          "name.extra http.unknown_field", "gone http.needs_field", "rows.1.n http.needs_number",
          "rows.2 http.needs_object", "rows.2.n http.needs_field", "more http.unknown_field"}));
}

TEST(Form, TakesWhatIsRight) {
  Form form(R"({"a":" Қонаев ","n":-3,"d":0.25,"day":"2027-04-25","f":false,"nothing":null})");
  EXPECT_EQ(form.text("a", 6), "Қонаев") << "letters are counted, not bytes";
  EXPECT_EQ(form.number("n", -5, 5), -3);
  EXPECT_EQ(form.decimal("d", 0, 1), 0.25);
  EXPECT_EQ(form.date("day").to_string(), "2027-04-25");
  EXPECT_EQ(form.flag("f"), false);
  EXPECT_EQ(form.maybe_text("nothing", 5), std::nullopt);
  EXPECT_TRUE(form.mentions("nothing"));
  EXPECT_FALSE(form.has("nothing"));
  EXPECT_FALSE(form.mentions("absent"));
  EXPECT_FALSE(form.done());
}

TEST(Form, RefusesWhatIsNoObject) {
  EXPECT_EQ(Form("").done()->key, "http.bad_json");
  EXPECT_EQ(Form("[1]").done()->key, "http.needs_object");
  EXPECT_EQ(Form(std::string(1'000'000, '[')).done()->key, "http.json_too_deep");
  EXPECT_EQ(Form(R"({"a":")" + std::string(100, '[') + "\"}").done()->errors[0].key,
            "http.unknown_field");
  Form large(R"({"n":18446744073709551615})");
  large.number("n", 0, 5);
  EXPECT_EQ(large.done()->errors[0].key, "http.needs_number");
}

TEST(JsonWriter, WritesWhatReadersRead) {
  JsonWriter json;
  json.object()
      .field("id", "k\"\\\n\x01қ")
      .field("n", int64_t{-7})
      .field("d", 0.5)
      .field("no", 1.0 / 0.0);
  json.key("list").array().value(1).value(true).null().array().end().end();
  json.field("name", Text{"а", "б", "c"}).field("maybe", std::optional<int64_t>()).end();
  EXPECT_EQ(
      json.take(),
      "{\"id\":\"k\\\"\\\\\\n\\u0001қ\",\"n\":-7,\"d\":0.5,\"no\":null,\"list\":[1,true,null,[]],"
      "\"name\":{\"kk\":\"а\",\"ru\":\"б\",\"en\":\"c\"},\"maybe\":null}");
}

TEST(Page, CursorsComeBack) {
  Request request;
  request.target = *parse_target("/x?limit=7&after=" + cursor_of("Қонаев ~ 1"));
  const auto page = read_page(request);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->limit, 7U);
  EXPECT_EQ(page->after, "Қонаев ~ 1");
  for (const char* bad :
       {"?after=%25", "?after=AAAA", "?limit=-1", "?limit=1e2", "?limit=", "?limit=501"}) {
    request.target = *parse_target(std::string("/x") + bad);
    EXPECT_FALSE(read_page(request)) << bad;
  }
}

TEST(Wire, NoValueStartsAHeaderOfItsOwn) {
  Response response = text(200, "text/plain", "x");
  response.headers.add("Location", "/a\r\nSet-Cookie: b");
  const std::string head = format_head(response, {true, false, 1, false, 1});
  EXPECT_NE(head.find("Location: /a  Set-Cookie: b\r\n"), std::string::npos);
  EXPECT_NE(head.find("X-Content-Type-Options: nosniff\r\n"), std::string::npos);
  EXPECT_NE(head.find("default-src 'none'; frame-ancestors 'none'\r\n"), std::string::npos);
  EXPECT_NE(head.find("Cache-Control: no-store\r\n"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
}

}  // namespace
}  // namespace dostyq::http
