#include "report/pdf.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <thread>

#include "i18n/phrase.hpp"
#include "report/pdf_sections.hpp"
#include "report/pdf_table.hpp"

namespace dostyq::report {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What a command writes; nothing when it is not installed.
std::optional<std::string> output_of(const std::string& command) {
  std::FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  std::string out;
  std::array<char, 4096> buffer;
  while (const size_t n = pipe ? std::fread(buffer.data(), 1, buffer.size(), pipe) : 0)
    out.append(buffer.data(), n);
  return pipe && pclose(pipe) == 0 ? std::optional(out) : std::nullopt;
}

size_t count(const std::string& text, const std::string& what) {
  size_t n = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size()))
    ++n;
  return n;
}

Outline box(const std::string& id, Text name, double west, double east) {
  auto c = Coordinate::from_degrees;
  Ring ring{{c(west, 43), c(east, 43), c(east, 52), c(west, 52), c(west, 43)}};
  return {id, std::move(name), c((west + east) / 2, 47.5), {{ring}}};
}

Order order(const std::string& id, const std::string& today, const std::string& plan) {
  Order o;
  o.id = id;
  o.text = {"Ұлт пен этностың үйі керек", "Нужен Дом дружбы", "A House is needed"};
  o.modality = "ordered";
  o.date = *Date::parse("2025-04-24");
  o.passage = 5;
  o.source = {"Ақорда", "Акорда", "Akorda"};
  o.bodies = {{"Әкімдік", "Акимат", "Akimat"}};
  o.force = "binding";
  o.why = {"Қанша үй екені түсіндірілді", "Число понято так", "The number is read so"};
  o.requirements = {{"Кемінде 1 үй", "Хотя бы 1 Дом", "At least 1 House"}};
  o.witness = {{"0 бар", "есть 0", "0 found"}};
  o.today = today, o.plan = plan;
  o.plannable = plan == "met";
  return o;
}

Report example() {
  Report r;
  r.programme = {"Достық үйлері", "Дома дружбы", "Houses of Friendship"};
  r.area = "kz", r.area_name = {"Қазақстан", "Казахстан", "Kazakhstan"};
  r.status = "optimal", r.as_of = *Date::parse("2026-11-23"), r.currency = "KZT";
  r.phases = {{"2027", *Date::parse("2027-01-01"), *Date::parse("2027-12-31"), 3'000'000'000,
               1'500'000'000, 1, Confidence::kDemo},
              {"2028", *Date::parse("2028-01-01"), *Date::parse("2028-12-31"), std::nullopt,
               45'000'000, 1, Confidence::kDemo}};
  r.outlines = {box("west", {"Батыс облысы", "Западная область", "West Region"}, 50, 60),
                box("east", {"Шығыс облысы", "Восточная область", "East Region"}, 60, 80)};
  for (int i = 0; i < 12; ++i) {
    Site s;
    s.id = fmt::format("s{}", i);
    s.is_house = i % 3 != 1, s.phase = i % 3 - 1, s.region_id = i % 2 ? "west" : "east";
    s.place = s.district = {fmt::format("Өскемен{}", i), fmt::format("Усть-Каменогорск{}", i),
                            fmt::format("Oskemen{}", i)};
    s.region = {"Шығыс", "Восток", "East"}, s.kind_name = {"Үй", "Дом", "House"};
    s.point = Coordinate::from_degrees(i % 2 ? 51 + i * 0.7 : 62 + i, 44 + i * 0.6);
    s.open_cost = 772'500'000, s.newly_reached = 1'234'567, s.because = {"R1"};
    r.sites.push_back(s);
    Place p;
    p.name = s.place, p.region_id = s.region_id, p.point = s.point, p.people = 10'000 * (i + 1),
    p.reached = i % 4 - 2;
    r.places.push_back(p);
  }
  r.orders = {order("R1", "on_track", "met"), order("R2", "at_risk", "met"),
              order("R3", "not_met", "not_met"), order("R4", "no_data", "no_data"),
              order("R11", "described", "described")};
  r.orders[1].fragile = true, r.orders[0].due = *Date::parse("2027-04-24"),
  r.orders[0].days_left = 152;
  r.orders[2].due = *Date::parse("2026-11-22"), r.orders[2].days_left = -1;
  r.regions = {{"west", {"Батыс", "Запад", "West"}, 1'000, 250, {400, 1'000}},
               {"east", {"Шығыс", "Восток", "East"}, 3'000, 750, {750, 2'000}}};
  r.groups = {{"all", {"қазақтар", "казахи", "Kazakhs"}, 4'000, 1'000, {1'150, 3'000}},
              {"none", {"басқа", "другие", "Other"}, 0, 0, {}}};
  r.objectives = {
      {{"Қамту", "Охват", "Reached"}, "4 150", "4 150", "0 %", {"адам", "чел.", "people"}}};
  r.notes = {
      {{"Жол уақыты модельденген", "Время в пути смоделировано", "Travel times are modelled"},
       Confidence::kModelled}};
  r.sources = {{"akorda", "Akorda", "https://example.org/a (1)?q='ә'", "facts"},
               {"bad", "Bad", "javascript:alert(1)", "none"}};
  r.plan_hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  return r;
}

class Pdf : public testing::Test {
 protected:
  fs::path folder_ =
      fs::path(testing::TempDir()) /
      fmt::format("dostyq_pdf_{}", testing::UnitTest::GetInstance()->current_test_info()->name());
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const Report& report, Language language, const std::string& name = "a.pdf") {
    const auto written = write_pdf(report, language, folder_ / name);
    EXPECT_TRUE(written) << (written ? "" : written.error().key);
    return bytes_of(folder_ / name);
  }
  std::optional<std::string> tool(const std::string& command) {
    return output_of(command + " '" + (folder_ / "a.pdf").string() + "'" +
                     (command == "pdftotext" ? " -" : ""));
  }
};

TEST_F(Pdf, SameReportGivesSameBytes) {
  const Report report = example();
  const std::string first = write(report, Language::kKazakh);
  EXPECT_EQ(first, write(report, Language::kKazakh));
  std::string other_thread;
  std::thread([&] { other_thread = write(report, Language::kKazakh, "b.pdf"); }).join();
  EXPECT_EQ(first, other_thread);
  EXPECT_NE(first, write(report, Language::kRussian));
  EXPECT_FALSE(fs::exists(folder_ / "a.pdf.part"));
}

TEST_F(Pdf, ThreadsDoNotMeet) {
  const Report report = example();
  std::array<std::string, 3> alone;
  for (size_t i = 0; i < 3; ++i) alone[i] = write(report, kLanguages[i]);
  std::vector<std::thread> threads;
  std::array<int, 3> same{};
  for (size_t i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 4; ++k)
        same[i] += write(report, kLanguages[i], fmt::format("{}.pdf", i)) == alone[i];
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(same, (std::array{4, 4, 4}));
}

TEST_F(Pdf, IsTaggedDatedAndNamesItsLanguage) {
  const std::string pdf = write(example(), Language::kKazakh);
  EXPECT_TRUE(pdf.starts_with("%PDF-1."));
  EXPECT_NE(pdf.find("/Lang (kk)"), std::string::npos);
  EXPECT_NE(pdf.find("/StructTreeRoot"), std::string::npos);
  EXPECT_NE(pdf.find("D:20261123"), std::string::npos);
  EXPECT_GT(count(pdf, "/Type /Page\n") + count(pdf, "/Type /Page "), 3U);
  EXPECT_EQ(count(pdf, "/URI (https://example.org/a%20%281%29?q=%27%D3%99%27)"), 1U);
  EXPECT_EQ(pdf.find("javascript"), std::string::npos);
  // The cross-reference table is still where the file says.
  const size_t start = pdf.rfind("startxref\n");
  ASSERT_NE(start, std::string::npos);
  EXPECT_EQ(pdf.substr(std::stoul(pdf.substr(start + 10)), 4), "xref");
}

TEST_F(Pdf, SaysEverythingInEachLanguage) {
  for (const Language language : kLanguages) {
    const Report report = example();
    write(report, language);
    const auto text = tool("pdftotext");
    if (!text) GTEST_SKIP() << "pdftotext is not installed (poppler-utils)";
    for (const Order& o : report.orders)
      EXPECT_NE(text->find(o.id + "\n"), std::string::npos) << o.id;
    for (const Site& site : report.sites) {
      if (site.phase < 0) continue;
      EXPECT_NE(text->find(site.place.in(language)), std::string::npos);
    }
    EXPECT_NE(text->find(report.plan_hash), std::string::npos);
    EXPECT_EQ(text->find("report."), std::string::npos) << "a message is missing:\n" << *text;
  }
}

TEST_F(Pdf, KazakhLettersCanBeReadBack) {
  Report report = example();
  const std::string letters = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі";
  report.notes[0].what.kk = letters;
  write(report, Language::kKazakh);
  const auto text = tool("pdftotext");
  if (!text) GTEST_SKIP() << "pdftotext is not installed (poppler-utils)";
  for (const std::string& words :
       {letters, std::string("Қазақстан"), std::string("Тапсырмалар"), std::string("орындалмады"),
        std::string("Өңірлер бойынша қамту"), std::string("белгіленбеген")}) {
    EXPECT_NE(text->find(words), std::string::npos) << words;
  }
}

TEST_F(Pdf, EmbedsItsFonts) {
  write(example(), Language::kRussian);
  const auto fonts = tool("pdffonts");
  if (!fonts) GTEST_SKIP() << "pdffonts is not installed (poppler-utils)";
  EXPECT_GE(count(*fonts, "NotoSans"), 2U) << *fonts;
  EXPECT_EQ(count(*fonts, "\n") - 2, count(*fonts, "yes yes yes")) << *fonts;
}

TEST_F(Pdf, ALongTableKeepsEveryRowAndRepeatsItsHeader) {
  Report report = example();
  report.orders.clear();
  for (int i = 0; i < 40; ++i) report.orders.push_back(order(fmt::format("X{}", i), "met", "met"));
  // One order that is longer than a page.
  for (int i = 0; i < 200; ++i) {
    report.orders[7].witness.push_back(
        {"", "", fmt::format("Evidence {} stands here at some length, and more of it.", i)});
    if (i % 4 == 0)
      report.orders[7].requirements.push_back({"", "", fmt::format("Requirement {}", i)});
  }
  write(report, Language::kEnglish);
  const auto text = tool("pdftotext");
  if (!text) GTEST_SKIP() << "pdftotext is not installed (poppler-utils)";
  for (int i = 0; i < 40; ++i)
    EXPECT_NE(text->find(fmt::format("X{}\n", i)), std::string::npos) << i;
  EXPECT_NE(text->find("Evidence 199"), std::string::npos);
  EXPECT_GT(count(*text, "What was ordered (in our words)"), 5U);
}

TEST_F(Pdf, ARegionalReportIsAboutItsRegion) {
  Report report = example();
  report.regional = true, report.area = "west",
  report.area_name = {"Батыс облысы", "Западная область", "West Region"};
  write(report, Language::kEnglish);
  const KeyFigures k = key_figures(report);
  EXPECT_EQ(k.people, 1'000);
  EXPECT_EQ(k.after, 1'000);
  EXPECT_EQ(k.houses_end + k.others_end, 6);
  const auto text = tool("pdftotext");
  if (!text) GTEST_SKIP() << "pdftotext is not installed (poppler-utils)";
  EXPECT_EQ(text->find("Budget"), std::string::npos) << "the budget is the country's";
}

TEST_F(Pdf, AnEmptyReportIsStillADocument) {
  Report report;
  report.status = "conflict", report.as_of = *Date::parse("2026-11-23");
  for (const Language language : kLanguages)
    EXPECT_TRUE(write(report, language).starts_with("%PDF"));
}

TEST_F(Pdf, SaysWhenItCannotBeWritten) {
  const auto written = write_pdf(example(), Language::kEnglish, folder_ / "no" / "such" / "a.pdf");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().key, "report.pdf.write");
}

TEST(KeyFigures, CountWhatExistsAndWhatOpens) {
  const KeyFigures k = key_figures(example());
  EXPECT_EQ(k.houses_now, 4);
  EXPECT_EQ(k.houses_end, 8);
  EXPECT_EQ(k.others_end, 4);
  EXPECT_EQ(k.people, 4'000);
  EXPECT_EQ(k.before, 1'000);
  EXPECT_EQ(k.after, 3'000);
  EXPECT_EQ(k.plannable, 2);
  EXPECT_EQ(k.met, 2);
  EXPECT_EQ(k.open_cost, 8 * 772'500'000LL);
}

}  // namespace
}  // namespace dostyq::report
