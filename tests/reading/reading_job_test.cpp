// dostyq read as a secretary runs it: a page in, draft orders out, each with its passage.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "../program.hpp"

namespace dostyq::trial {
namespace {

using Json = nlohmann::json;

const std::string kDostyq = DOSTYQ_PROGRAM;
const std::string kPages = std::string(DOSTYQ_SOURCE_DIR) + "/tests/reading/pages/";

Outcome run(const std::string& source, std::vector<std::string> extra = {}) {
  std::vector<std::string> command{kDostyq, "read", source, "--lang", "en"};
  command.insert(command.end(), extra.begin(), extra.end());
  return run_program(command);
}

Json read_json(const std::string& source, std::vector<std::string> extra = {}) {
  extra.push_back("--json");
  const Outcome outcome = run(source, extra);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out << outcome.err;
  return Json::parse(outcome.out);
}

/// The only statement that contains these words.
Json statement(const Json& report, const std::string& words) {
  Json found;
  int count = 0;
  for (const Json& one : report["statements"]) {
    if (one["part"] == "title" || one["text"].get<std::string>().find(words) == std::string::npos)
      continue;
    found = one;
    ++count;
  }
  EXPECT_EQ(count, 1) << words;
  return found;
}

/// Of every statement: the bytes [begin, end) of the text are its text.
void expect_offsets(const Json& report, const std::string& text) {
  for (const Json& one : report["statements"]) {
    const size_t begin = one["begin"];
    const size_t end = one["end"];
    ASSERT_LE(end, text.size());
    EXPECT_EQ(text.substr(begin, end - begin), one["text"]);
  }
}

class ReadJob : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    write(folder_ / name, text);
    return folder_ / name;
  }
  TemporaryFolder folder_;
};

struct PageCase {
  const char* file;
  const char* title;
  const char* byline;
  const char* published;
  int views;
  const char* photo;
};

class WholePage : public ::testing::TestWithParam<PageCase> {};

TEST_P(WholePage, FurnitureIsToldFromOrders) {
  const PageCase& page = GetParam();
  const Json report = read_json(kPages + page.file);
  EXPECT_EQ(report["title"], page.title);
  EXPECT_EQ(report["byline"], page.byline);
  EXPECT_EQ(report["published"], page.published);
  EXPECT_EQ(report["views"], page.views);
  EXPECT_EQ(report["photo_credit"], page.photo);
  expect_offsets(report, read(kPages + page.file));
  // Twenty headlines in one line, the page's own and doubles among them: seventeen are left.
  EXPECT_EQ(report["related"].size(), 17U) << report["related"].dump(1);
  for (const Json& headline : report["related"]) EXPECT_NE(headline, page.title);
}

/// R1 to R10 of the page, in our own words: what has to be found of each.
TEST_P(WholePage, EveryOrderIsFound) {
  const Json report = read_json(kPages + GetParam().file);
  std::vector<Json> orders;
  for (const Json& one : report["statements"]) {
    if (one["modality"] != "described" && one["same_as"].is_null()) orders.push_back(one);
  }
  const auto with = [&](const std::string& subject) {
    std::vector<Json> found;
    for (const Json& one : orders) {
      if (one["subject"] == subject) found.push_back(one);
    }
    return found;
  };
  const auto any = [](const std::vector<Json>& list, const auto& holds) {
    return std::any_of(list.begin(), list.end(), holds);
  };
  const auto houses = with("house");
  EXPECT_TRUE(any(houses, [](const Json& s) {  // R1
    return s["modality"] == "ordered" && s["areas"] == Json{"almaty-region"} &&
           !s["reason"].is_null() && s["due"].is_null();
  })) << report["statements"].dump(1);
  EXPECT_TRUE(any(houses, [](const Json& s) {  // R2
    return s["modality"] == "supported" && s["open_ended"] == true && s["number"].is_null();
  }));
  EXPECT_TRUE(any(with("presence"), [](const Json& s) {  // R3
    return s["modality"] == "required" && s["open_ended"] == true &&
           s["areas"] == Json{"korday", "uygur", "sairam", "panfilov"};
  }));
  EXPECT_TRUE(any(with("route"), [](const Json& s) {  // R4
    return s["modality"] == "required" && s["every"] == "region";
  }));
  EXPECT_TRUE(any(with("mediation"), [](const Json& s) {  // R5
    return s["modality"] == "required" && !s["bodies_unnamed"].empty();
  }));
  EXPECT_TRUE(any(with("reconciliation"), [](const Json& s) {  // R6
    return s["modality"] == "required" && s["areas"] == Json{"kz"} &&
           s["due"]["date"] == "2027-04-24" && s["due"]["interpreted"] == true;
  }));
  const auto plans = with("plan");
  EXPECT_TRUE(any(plans, [](const Json& s) {  // R7
    return s["bodies"] == Json{"government"} && !s["bodies_unnamed"].empty();
  }));
  EXPECT_GE(plans.size(), 2U) << "one sentence with two duties";
  EXPECT_TRUE(any(with("information"), [](const Json& s) {  // R8
    return s["modality"] == "required";
  }));
  EXPECT_TRUE(any(with("club"), [](const Json& s) {  // R9
    return s["modality"] == "required";
  }));
  EXPECT_TRUE(any(with("media_support"), [](const Json& s) {  // R10
    return s["modality"] == "required";
  }));
  // The headline, and what is said of the same in the text, are one order.
  EXPECT_TRUE(any(report["statements"],
                  [](const Json& s) { return s["part"] == "title" && !s["same_as"].is_null(); }));
}

TEST_P(WholePage, BackgroundObligesNobody) {
  const Json report = read_json(kPages + GetParam().file);
  size_t background = 0;
  for (const Json& one : report["statements"]) {
    if (one["part"] != "background") continue;
    ++background;
    EXPECT_EQ(one["modality"], "described") << one["text"];
  }
  EXPECT_GE(background, 2U);
}

INSTANTIATE_TEST_SUITE_P(
    Languages, WholePage,
    ::testing::Values(PageCase{"ru.txt", "Дом дружбы откроют в Алматинской области", "Асель Ким",
                               "2025-04-24T11:45+05:00", 1245, "Пресс-служба"},
                      PageCase{"kk.txt", "Алматы облысында Достық үйі ашылады", "Әсел Ким",
                               "2025-04-24T11:45+05:00", 1245, "Баспасөз қызметі"},
                      PageCase{"en.txt", "House of Friendship to open in Almaty Region", "Asel Kim",
                               "2025-04-24T11:45+05:00", 1245, "Press office"}));

TEST_F(ReadJob, AChangedWordingThatLosesTheOrderIsNoOrder) {
  const std::string page = read(kPages + "ru.txt");
  const std::string order = "Президент поручил открыть";
  ASSERT_NE(page.find(order), std::string::npos);
  const auto with = [&](const std::string& wording) {
    std::string changed = page;
    changed.replace(changed.find(order), order.size(), wording);
    return read_json(file("page.txt", changed));
  };
  const auto modality = [&](const std::string& wording) {
    return statement(with(wording), "густонаселённой")["modality"];
  };
  EXPECT_EQ(modality(order), "ordered");
  EXPECT_EQ(modality("Президент предложил открыть"), "supported");
  EXPECT_EQ(modality("Президент считает, что нужно открыть"), "required");
  EXPECT_EQ(modality("Президент не поручал открывать"), "described");
  EXPECT_EQ(modality("В прошлом году Президент поручил открыть"), "described");
  EXPECT_EQ(modality("Участники сессии вспомнили"), "described");
  EXPECT_EQ(modality("Если найдут деньги, нужно открыть"), "described");
}

TEST_F(ReadJob, OneSentenceWithSeveralDutiesIsSplit) {
  const Json report = read_json(file("a.txt",
                                     "24 апреля 2025\nАкимату Павлодарской области открыть филиал, "
                                     "акимату Атырауской области – разработать маршрут.\n"));
  const Json first = statement(report, "Павлодарской");
  const Json second = statement(report, "Атырауской");
  EXPECT_EQ(first["bodies"], Json{"akimat-pavlodar"});
  EXPECT_EQ(second["bodies"], Json{"akimat-atyrau"});
  EXPECT_LE(first["end"], second["begin"]);
  EXPECT_EQ(first["subject"], "branch");
  EXPECT_EQ(second["subject"], "route");
}

TEST_F(ReadJob, NumbersAreCountedAndOpenOnesAreNot) {
  const Json report =
      read_json(file("a.txt", "Министерству создать три филиала.\nНужно открыть ряд филиалов.\n"),
                {"--published", "2025-04-24"});
  EXPECT_EQ(statement(report, "три")["number"], 3);
  const Json open = statement(report, "ряд");
  EXPECT_TRUE(open["number"].is_null());
  EXPECT_NE(std::find(open["flags"].begin(), open["flags"].end(), "open_number"),
            open["flags"].end());
}

TEST_F(ReadJob, LettersOfAnyKeyboard) {
  // A Latin o and a soft hyphen inside words; ё written as е; typographic quotes.
  const Json report =
      read_json(file("a.txt",
                     "24 апреля 2025\nПрезидент пoручил от\xC2\xADкрыть «Дом дружбы» в "
                     "густонаселенной Алматинской области к XXXIІІ сессии.\n"));
  const Json one = statement(report, "XXX");
  EXPECT_EQ(one["modality"], "ordered");
  EXPECT_EQ(one["areas"], Json{"almaty-region"});
  EXPECT_EQ(one["reason"], "густонаселенной");
}

TEST_F(ReadJob, OldEncodings) {
  // "Необходимо открыть филиал." in CP1251, then in UTF-16.
  const std::string text = "Необходимо открыть филиал в Таразе. Работа клубов журналистов важна.\n";
  std::string cp1251;
  std::string utf16 = "\xFF\xFE";
  for (size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    int code = byte;
    if (byte >= 0xC0) {
      code = ((byte & 0x1F) << 6) | (static_cast<unsigned char>(text[at + 1]) & 0x3F);
      ++at;
    }
    ++at;
    cp1251 += static_cast<char>(code < 0x80 ? code : code - 0x410 + 0xC0);
    utf16 += static_cast<char>(code & 0xFF);
    utf16 += static_cast<char>(code >> 8);
  }
  const Json old = read_json(file("old.txt", cp1251), {"--text", folder_ / "old.utf8"});
  EXPECT_EQ(old["source_encoding"], "WINDOWS-1251");
  EXPECT_EQ(old["offsets_in"], "extracted text");
  EXPECT_EQ(read(folder_ / "old.utf8"), text);
  expect_offsets(old, text);
  EXPECT_EQ(statement(old, "филиал")["areas"], Json{"taraz"});
  const Json wide = read_json(file("wide.txt", utf16));
  EXPECT_EQ(wide["source_encoding"], "UTF-16LE");
  EXPECT_EQ(statement(wide, "филиал")["modality"], "required");
}

TEST_F(ReadJob, HtmlPagesAreReadWithoutTheirFurniture) {
  const Json report = read_json(
      file("a.html",
           "<!doctype html><html><head><meta charset=utf-8><meta property=article:published_time "
           "content='2025-04-24T11:45:00+05:00'><title>Сайт</title></head><body><nav><a href=/>"
           "Нужно открыть филиал</a></nav><article><h1>Итоги сессии</h1><p>Необходимо открыть "
           "филиал в&nbsp;Таразе.</p><p>Дом&shy;а дружбы работают.</p></article><ul><li><a "
           "href=/1>Правительству поручено открыть клубы</a></li></ul><footer>Надо</footer>"
           "</body></html>"),
      {"--text", folder_ / "a.txt"});
  EXPECT_EQ(report["format"], "html");
  EXPECT_EQ(report["title"], "Итоги сессии");
  EXPECT_EQ(report["published"], "2025-04-24T11:45+05:00");
  size_t orders = 0;
  for (const Json& one : report["statements"]) orders += one["modality"] != "described";
  EXPECT_EQ(orders, 1U) << report["statements"].dump(1);
  EXPECT_EQ(report["related"], Json{"Правительству поручено открыть клубы"});
  expect_offsets(report, read(folder_ / "a.txt"));
}

/// One page with one line of text, as small as a PDF can be.
std::string pdf(const std::string& line) {
  const std::string stream = "BT /F1 12 Tf 50 700 Td (" + line + ") Tj ET";
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
         "/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
         "4 0 obj<</Length " +
         std::to_string(stream.size()) + ">>stream\n" + stream +
         "\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
         "trailer<</Root 1 0 R>>\n%%EOF\n";
}

TEST_F(ReadJob, TheTextOfAPdf) {
  const Json report =
      read_json(file("a.pdf", pdf("The Government shall open a branch in Taraz by 1 July 2026.")),
                {"--published", "2025-04-24", "--text", folder_ / "a.txt"});
  EXPECT_EQ(report["format"], "pdf");
  const Json order = statement(report, "branch");
  EXPECT_EQ(order["modality"], "ordered");
  EXPECT_EQ(order["bodies"], Json{"government"});
  EXPECT_EQ(order["areas"], Json{"taraz"});
  EXPECT_EQ(order["due"]["date"], "2026-07-01");
  EXPECT_EQ(order["due"]["interpreted"], false);
  expect_offsets(report, read(folder_ / "a.txt"));
  EXPECT_EQ(read_json(file("scan.pdf", pdf("")))["notes"], Json{"pdf_without_text"});
}

TEST_F(ReadJob, NothingFoundSaysWhy) {
  EXPECT_EQ(read_json(file("empty.txt", ""))["notes"], Json{"empty"});
  EXPECT_EQ(read_json(file("calm.txt", "Погода была хорошей. Все гуляли.\n"))["notes"],
            Json{"no_orders"});
  const Outcome outcome = run(file("calm.txt", "Погода была хорошей. Все гуляли.\n"));
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_NE(outcome.out.find("none of its sentences"), std::string::npos) << outcome.out;
}

TEST_F(ReadJob, MistakesHaveExitCodeTwo) {
  EXPECT_EQ(run(folder_ / "missing.txt").exit_code, 2);
  EXPECT_EQ(run(file("a.docx", "PK\x03\x04 no archive")).exit_code, 2);
  EXPECT_EQ(run(file("a.pdf", "%PDF-1.7 broken")).exit_code, 2);
  EXPECT_EQ(run(file("a.txt", "Текст.\n"), {"--published", "tomorrow"}).exit_code, 2);
  EXPECT_EQ(
      run(file("a.txt", "Нужно открыть филиал.\n"), {"--draft", folder_ / "d.toml"}).exit_code, 2)
      << "an order needs a day";
}

TEST_F(ReadJob, DraftsAreReadByDirectivesLint) {
  const std::string programme = folder_ / "programme";
  std::filesystem::copy(std::string(DOSTYQ_SOURCE_DIR) + "/programmes/kazakhstan", programme);
  ASSERT_EQ(run(kPages + "ru.txt", {"--draft", programme + "/directives.toml"}).exit_code, 0);
  const Outcome linted =
      run_program({kDostyq, "directives", "lint", programme, "--json", "--lang", "en"});
  EXPECT_EQ(linted.exit_code, 0) << linted.out << linted.err;
  const Json flags = Json::parse(linted.out)["flags"];
  EXPECT_GE(flags.size(), 10U);
  const std::string drafts = read(programme + "/directives.toml");
  EXPECT_NE(drafts.find("force = \"watched\""), std::string::npos);
  EXPECT_EQ(drafts.find("binding\""), std::string::npos) << "nothing binds by itself";
  EXPECT_NE(drafts.find("decided_by = \"dostyq read\""), std::string::npos);
}

TEST_F(ReadJob, OnlyWhatAPersonConfirmedIsWrittenWithWhoAndWhen) {
  const std::string page = kPages + "ru.txt";
  const Json report = read_json(page);
  std::vector<std::string> ids;
  for (const Json& one : report["statements"]) {
    if (one["modality"] != "described" && one["same_as"].is_null()) ids.push_back(one["id"]);
  }
  ASSERT_GE(ids.size(), 3U);
  Json decisions{{"format", 1},
                 {"source_sha256", report["source_sha256"]},
                 {"reviewer", "A. Secretary"},
                 {"decisions",
                  {{{"statement", ids[0]}, {"decision", "confirm"}, {"at", "2025-05-02T09:30:00Z"}},
                   {{"statement", ids[1]},
                    {"decision", "edit"},
                    {"at", "2025-05-02T09:31:00Z"},
                    {"modality", "required"},
                    {"text", {{"en", "In our own words."}}},
                    {"areas", {"taraz"}},
                    {"due", "2026-01-01"}},
                   {{"statement", ids[2]},
                    {"decision", "reject"},
                    {"at", "2025-05-02T09:32:00Z"},
                    {"note", "background"}}}}};
  const std::string programme = folder_ / "programme";
  std::filesystem::copy(std::string(DOSTYQ_SOURCE_DIR) + "/programmes/kazakhstan", programme);
  const std::string made = programme + "/directives.toml";
  const auto apply = [&] {
    return run(page, {"--draft", made, "--decisions", file("decisions.json", decisions.dump())});
  };
  const Outcome outcome = apply();
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string drafts = read(made);
  const auto count = [&](const std::string& words) {
    size_t found = 0;
    for (size_t at = drafts.find(words); at != std::string::npos; at = drafts.find(words, at + 1))
      ++found;
    return found;
  };
  EXPECT_EQ(count("[[directive]]"), 2U);
  EXPECT_EQ(count("Confirmed by A. Secretary, 2025-05-02T09:30:00Z"), 1U);
  EXPECT_EQ(count("Edited and confirmed by A. Secretary, 2025-05-02T09:31:00Z"), 1U);
  EXPECT_EQ(count(ids[2] + " rejected: A. Secretary, 2025-05-02T09:32:00Z. background"), 1U);
  EXPECT_EQ(count("decided_by = \"A. Secretary\""), 2U);
  EXPECT_EQ(count("decided_on = 2025-05-02"), 2U);
  EXPECT_EQ(count("In our own words."), 1U);
  EXPECT_EQ(count("due = 2026-01-01"), 1U);
  EXPECT_EQ(run_program({kDostyq, "directives", "lint", programme}).exit_code, 0);
  decisions["source_sha256"] = "0";
  EXPECT_EQ(apply().exit_code, 2) << "decisions about another source";
}

TEST_F(ReadJob, TheReviewPageIsOneFileThatCallsNobody) {
  ASSERT_EQ(run(kPages + "kk.txt", {"--review", folder_ / "review.html"}).exit_code, 0);
  const std::string page = read(folder_ / "review.html");
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  for (const char* call : {"http://", "https://", "src=", "@import", "fetch("})
    EXPECT_EQ(page.find(call), std::string::npos) << call;
}

}  // namespace
}  // namespace dostyq::trial
