#include "register/exports.hpp"

#include <libical/ical.h>

#include <cstdio>
#include <fstream>
#include <map>

#include "io/csv.hpp"
#include "io/spreadsheet.hpp"
#include "register/testing.hpp"

namespace dostyq::registry {
namespace {

class Exports : public Example {
 protected:
  Discipline on(const std::string& day) {
    snapshot_ = facts_->now();
    return must(discipline(*snapshot_, *Date::parse(day)));
  }
  std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(Exports, TheTallyAddsUpForEveryBodyAndDemoNeverCounts) {
  const Discipline found = on("2026-03-02");
  const auto whole = [](const Tally& t) {
    return t.met + t.met_on_demo + t.on_track + t.at_risk + t.not_met + t.no_data;
  };
  EXPECT_EQ(found.overall.orders, 4);
  EXPECT_EQ(whole(found.overall), found.overall.orders);
  EXPECT_EQ(found.overall.met, 0) << "all facts of the example are demo";
  EXPECT_GT(found.overall.silent, 0);
  ASSERT_FALSE(found.bodies.empty());
  for (const BodyTally& body : found.bodies) {
    EXPECT_EQ(whole(body.tally), body.tally.orders) << body.body;
    EXPECT_EQ(body.orders.size(), static_cast<size_t>(body.tally.orders));
  }
  EXPECT_EQ(find(found, "akimat-steppe")->tally.orders, 3) << "its own and what it took over";
  EXPECT_EQ(find(found, "president"), nullptr);
}

TEST(Sheets, ACellIsNeverAFormula) {
  const Sheet sheet{"t",
                    "",
                    {{"=cmd", false}, {"n", true}},
                    {{"=1+1", "-5"},
                     {"@SUM(A1)", "=2"},
                     {"+7 727", "3"},
                     {"-x", "-y"},
                     {"＝1", ""},
                     {"plain, \"quoted\"", "x"},
                     {"\t=1", ""}},
                    0};
  Problems problems;
  const io::CsvTable back = io::parse_csv(to_csv(sheet), "t.csv", problems);
  EXPECT_TRUE(problems.empty());
  std::vector<std::string> first, second;
  for (const auto& row : back.rows) {
    first.push_back(row.cells[0]);
    second.push_back(row.cells[1]);
  }
  EXPECT_EQ(back.header[0], "'=cmd");
  EXPECT_EQ(first, (std::vector<std::string>{"'=1+1", "'@SUM(A1)", "'+7 727", "'-x", "'＝1",
                                             "plain, \"quoted\"", "'\t=1"}));
  EXPECT_EQ(second, (std::vector<std::string>{"-5", "'=2", "3", "'-y", "", "x", ""}));
}

TEST_F(Exports, TheWorkbookIsReadBackAsItWas) {
  const Discipline found = on("2026-03-02");
  const Sheet bodies = bodies_sheet(found, *snapshot_, Language::kRussian);
  const Sheet orders = orders_sheet(found, "", *snapshot_, Language::kRussian);
  const std::string bytes = must(to_xlsx({bodies, orders}));
  const std::string file = store::new_sqlite().substr(7) + ".xlsx";
  std::ofstream(file, std::ios::binary) << bytes;
  const auto book = io::read_spreadsheet(file);
  ASSERT_TRUE(book);
  ASSERT_EQ(book->sheets.size(), 3u);
  EXPECT_EQ(book->sheets[1].rows.size(), bodies.rows.size() + 1);
  EXPECT_EQ(book->sheets[1].rows[1][1].number, found.overall.orders);
  EXPECT_EQ(book->sheets[2].rows[1][0].text, "D1");
}

TEST_F(Exports, ThePdfHoldsEveryBodyAndOneLanguage) {
  const Discipline found = on("2026-03-02");
  for (const Language language : kLanguages) {
    const std::string bytes =
        must(to_pdf({bodies_sheet(found, *snapshot_, language),
                     orders_sheet(found, "akimat-steppe", *snapshot_, language)},
                    "T", found.as_of, language));
    EXPECT_EQ(bytes, must(to_pdf({bodies_sheet(found, *snapshot_, language),
                                  orders_sheet(found, "akimat-steppe", *snapshot_, language)},
                                 "T", found.as_of, language)))
        << "the same sheet, the same bytes";
    const std::string file = store::new_sqlite().substr(7) + ".pdf";
    std::ofstream(file, std::ios::binary) << bytes;
    const std::string command = "pdftotext -layout " + file + " -";
    std::string text;
    FILE* pipe = popen(command.c_str(), "r");
    for (int c = fgetc(pipe); c != EOF; c = fgetc(pipe)) text += static_cast<char>(c);
    pclose(pipe);
    EXPECT_NE(text.find("D1"), std::string::npos);
    const auto* body = snapshot_->programme().find_body("akimat-steppe");
    for (const Language other : kLanguages) {
      const std::string word = body->name.in(other).substr(0, body->name.in(other).find(' '));
      EXPECT_EQ(text.find(word) != std::string::npos, other == language)
          << code(language) << " with " << word;
    }
  }
}

// Read by libical, which did not make it.
TEST_F(Exports, TheCalendarIsReadByAnotherProgram) {
  const Discipline found = on("2026-03-02");
  const std::string text = deadlines_ics(found, *snapshot_, Language::kKazakh);
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find("\r\n", at);
    ASSERT_NE(end, std::string::npos) << "a line that does not end";
    EXPECT_LE(end - at, 75u);
    at = end + 2;
  }
  icalcomponent* calendar = icalparser_parse_string(text.c_str());
  ASSERT_NE(calendar, nullptr);
  icalrestriction_check(calendar);
  EXPECT_EQ(icalcomponent_count_errors(calendar), 0);
  std::map<std::string, std::string> days;
  for (icalcomponent* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
       event != nullptr;
       event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    const icaltimetype start = icalcomponent_get_dtstart(event);
    EXPECT_TRUE(start.is_date);
    const Date day = *Date::from_ymd(start.year, static_cast<unsigned>(start.month),
                                     static_cast<unsigned>(start.day));
    days[icalcomponent_get_uid(event)] = day.to_string();
    const std::string summary = icalcomponent_get_summary(event);
    if (std::string(icalcomponent_get_uid(event)) == "order-D1@dostyq") {
      EXPECT_EQ(summary, "D1: " + snapshot_->order("D1")->text.kk);
    }
  }
  icalcomponent_free(calendar);
  EXPECT_EQ(days, (std::map<std::string, std::string>{{"order-D1@dostyq", "2028-01-15"},
                                                      {"order-D2@dostyq", "2028-12-31"},
                                                      {"order-D3@dostyq", "2028-12-31"}}));
}

}  // namespace
}  // namespace dostyq::registry
