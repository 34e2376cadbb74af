#include "report/html.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/json.hpp"

namespace dostyq::report {
namespace {

constexpr std::string_view kOpen = R"(<script type="application/json" id="report">)";

/// What stands between the report's <script> and the next </script>, as a browser reads it.
std::string data_of(const std::string& html) {
  const size_t from = html.find(kOpen) + kOpen.size();
  return html.substr(from, html.find("</script", from) - from);
}

size_t count(std::string_view text, std::string_view what) {
  size_t n = 0;
  for (size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

Report sample() {
  Report report;
  report.programme = {"Достық үйлері", "Дома дружбы", "Houses of Friendship"};
  report.area_name = {"Қазақстан", "Казахстан", "Kazakhstan"};
  return report;
}

TEST(ReportHtml, FirstLanguageIsTheOneAskedForAndAllThreeArePresent) {
  for (const Language language : kLanguages) {
    const std::string html = to_html(sample(), language);
    const std::string l(code(language));
    EXPECT_NE(html.find("<html lang=\"" + l + "\" data-language=\"" + l + "\">"),
              std::string::npos);
    EXPECT_NE(html.find("<title>" + sample().programme.in(language) + " – " +
                        sample().area_name.in(language) + "</title>"),
              std::string::npos);
    for (const Language other : kLanguages) {
      EXPECT_NE(data_of(html).find(sample().programme.in(other)), std::string::npos);
    }
  }
}

TEST(ReportHtml, TheDataIsTheReport) {
  const Report report = sample();
  EXPECT_EQ(nlohmann::json::parse(data_of(to_html(report, Language::kKazakh))),
            nlohmann::json::parse(to_json(report)));
}

TEST(ReportHtml, NothingInTheDataEndsTheScript) {
  const std::string evil =
      "</script><script>alert(1)</script><!-- <script> \xE2\x80\xA8 \xE2\x80\xA9 {{REPORT}}";
  Report report = sample();
  report.notes.push_back({{evil, evil, evil}, Confidence::kDemo});
  report.programme.en = "<b>&\"' {{REPORT}} {{TITLE}}";
  const std::string html = to_html(report, Language::kEnglish);
  const std::string plain = to_html(sample(), Language::kEnglish);
  EXPECT_EQ(count(html, "</script"), count(plain, "</script"));
  EXPECT_EQ(count(html, "<script"), count(plain, "<script"));
  EXPECT_NE(html.find("<title>&lt;b&gt;&amp;&quot;&#39; {{REPORT}} {{TITLE}} – Kazakhstan</title>"),
            std::string::npos);
  const std::string data = data_of(html);
  EXPECT_EQ(data.find('<'), std::string::npos);
  EXPECT_EQ(data.find("\xE2\x80\xA8"), std::string::npos);
  EXPECT_EQ(data.find("\xE2\x80\xA9"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(data)["notes"][0]["what"]["kk"], evil);
}

TEST(ReportHtml, ThePageAsksNothingOfTheNetwork) {
  const std::string html = to_html(sample(), Language::kRussian);
  EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(html.find("<link"), std::string::npos);
  EXPECT_EQ(html.find("<script src"), std::string::npos);
}

}  // namespace
}  // namespace dostyq::report
