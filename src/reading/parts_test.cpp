#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

#include "io/file.hpp"
#include "io/testing_zip.hpp"
#include "reading/due.hpp"
#include "reading/letters.hpp"
#include "reading/page.hpp"
#include "reading/reader.hpp"
#include "reading/sentences.hpp"

namespace dostyq::reading {
namespace {

const world::Programme& programme() {
  static const Checked<world::Programme> kMade = default_programme();
  return *kMade;
}

const Pack& pack(Language language) {
  static std::map<Language, Pack> packs;
  const auto at = packs.find(language);
  if (at != packs.end()) return at->second;
  auto made = Pack::make(language, programme());
  if (!made) throw std::runtime_error(made.error().key);
  return packs.emplace(language, std::move(*made)).first->second;
}

TEST(Letters, WordsOfTwoScriptsBecomeOne) {
  EXPECT_EQ(fold_word("пoручил").text, "поручил");  // a Latin o
  EXPECT_TRUE(fold_word("пoручил").look_alikes);
  EXPECT_EQ(fold_word("Hоuse").text, "house");  // a Cyrillic о
  EXPECT_EQ(fold_word("Дом\xC2\xAD"
                      "а")
                .text,
            "дома");
  EXPECT_EQ(fold_word("Ёлка").text, "елка");
  EXPECT_FALSE(fold_word("Қордай").look_alikes);
}

TEST(Letters, ARomanNumeralStaysOne) {
  const Folded numeral = fold_word("XXXIІІ");  // ends in two Cyrillic letters
  EXPECT_TRUE(numeral.roman);
  EXPECT_EQ(numeral.text, fold_word("XXXIII").text);
}

TEST(Letters, BytesThatAreNotUtf8AreOneEach) {
  EXPECT_EQ(code_point("\xFFz", 0).value, 0xFFFD);
  EXPECT_EQ(code_point("\xFFz", 0).end, 1U);
  EXPECT_EQ(code_point("\xE2\x82", 0).end, 1U) << "cut off";
  EXPECT_EQ(code_point("\xC0\xAF", 0).value, 0xFFFD) << "overlong";
  EXPECT_EQ(code_point("ә", 0).value, 0x4D9);
}

std::vector<std::string> sentences(const std::string& text) {
  SentenceCutter cutter(text, {"г", "им", "ул", "dr"});
  std::vector<std::string> found;
  for (const Span span : cutter.sentences({0, static_cast<uint32_t>(text.size())}))
    found.emplace_back(cut(text, span));
  return found;
}

TEST(Sentences, NeitherAbbreviationsNorInitialsEndOne) {
  EXPECT_EQ(sentences("Дом в г. Алматы открыт. К. Токаев приехал.").size(), 2U);
  EXPECT_EQ(sentences("Школа им. Абая. Это новый дом.").size(), 2U);
  EXPECT_EQ(sentences("Dr. Kim spoke. He left.").size(), 2U);
  EXPECT_EQ(sentences("Срок – 2025 г. Министерство согласно.").size(), 2U);
}

TEST(Sentences, AQuotationGoesOnAfterItsMark) {
  EXPECT_EQ(sentences("«Нужны дома!» – сказал он. Все согласны.").size(), 2U);
}

TEST(Sentences, WhatHasNoFullStopIsCutAtSpaces) {
  std::string text;
  while (text.size() < 100'000) text += "Қордай ";
  const std::vector<std::string> found = sentences(text);
  ASSERT_GT(found.size(), 10U);
  size_t letters = 0;
  for (const std::string& part : found) {
    EXPECT_LE(part.size(), 8000U);
    EXPECT_TRUE(part.starts_with("Қ") && part.ends_with("й"));
    letters += part.size() + 1;
  }
  EXPECT_EQ(letters, text.size());
}

TEST(Due, MonthsAreCutAtTheirEnd) {
  EXPECT_EQ(after(*Date::parse("2025-01-31"), 1, 'm')->to_string(), "2025-02-28");
  EXPECT_EQ(after(*Date::parse("2024-02-29"), 1, 'y')->to_string(), "2025-02-28");
  EXPECT_EQ(after(*Date::parse("2025-04-24"), 2, 'y')->to_string(), "2027-04-24");
  EXPECT_EQ(after(*Date::parse("2025-11-24"), 3, 'm')->to_string(), "2026-02-24");
  EXPECT_FALSE(after(*Date::parse("2025-11-24"), 1'000'000, 'y'));
}

std::vector<std::string> places(Language language, const std::string& text,
                                const char* day = "2025-04-24") {
  const Pack& names = pack(language);
  WordCache words(names.lexicon->vocabulary, &names.lexicon->endings);
  const Items items = words.items(text, tokens_of(text, {0, static_cast<uint32_t>(text.size())}));
  std::vector<std::string> found;
  for (const PlaceMention& place : names.places->find(items, 0, items.size(), *Date::parse(day)))
    found.push_back(place.ids.size() == 1 ? place.ids.front() : "?");
  return found;
}

using Ids = std::vector<std::string>;

TEST(Places, InEveryCaseForm) {
  const Language ru = Language::kRussian;
  for (const char* form : {"Кордайский район", "Кордайского района", "Кордайскому району",
                           "Кордайским районом", "в Кордайском районе"})
    EXPECT_EQ(places(ru, form), Ids{"korday"}) << form;
  for (const char* form : {"город Семей", "города Семей", "в Семее", "Семеем", "г. Семей"})
    EXPECT_EQ(places(ru, form), Ids{"semey"}) << form;
  for (const char* form : {"в Туркестане", "Туркестаном", "городу Туркестану"})
    EXPECT_EQ(places(ru, form), Ids{"turkistan-city"}) << form;
  EXPECT_EQ(places(ru, "в Туркестанской области"), Ids{"turkistan"});
  EXPECT_EQ(places(ru, "районе имени Турара Рыскулова"), Ids{"turar-ryskulov"});
  EXPECT_EQ(places(ru, "в области Жетісу"), Ids{"zhetysu"});
  const Language kk = Language::kKazakh;
  for (const char* form : {"Қордай ауданы", "Қордай ауданында", "Қордай ауданына",
                           "Қордай ауданынан", "Қордай ауданының"})
    EXPECT_EQ(places(kk, form), Ids{"korday"}) << form;
  for (const char* form : {"Таразда", "Тараздан", "Таразға", "Тараздың", "Тараз қаласында"})
    EXPECT_EQ(places(kk, form), Ids{"taraz"}) << form;
  EXPECT_EQ(places(Language::kEnglish, "Korday District's people"), Ids{"korday"});
  EXPECT_EQ(places(Language::kEnglish, "the city of Almaty and Almaty Region"),
            (Ids{"almaty", "almaty-region"}));
}

TEST(Places, AListSharesItsKind) {
  EXPECT_EQ(places(Language::kRussian, "в Кордайском, Меркенском и Шуском районах"),
            (Ids{"korday", "merki", "shu"}));
  EXPECT_EQ(places(Language::kKazakh, "Қордай, Меркі және Шу аудандарында"),
            (Ids{"korday", "merki", "shu"}));
  EXPECT_EQ(places(Language::kEnglish, "in the Korday, Merki and Shu districts"),
            (Ids{"korday", "merki", "shu"}));
}

TEST(Places, ByTheDay) {
  // The region of that name before 8 June 2022 was another area.
  EXPECT_EQ(places(Language::kRussian, "Алматинская область", "2021-01-01"),
            Ids{"almaty-region-before-2022"});
  EXPECT_EQ(places(Language::kRussian, "Алматинская область"), Ids{"almaty-region"});
  EXPECT_EQ(places(Language::kRussian, "в Капшагае"), Ids{"konaev"}) << "its former name";
}

TEST(Places, ARegionSaysWhichDistrict) {
  EXPECT_EQ(places(Language::kRussian, "в Абайском районе"), Ids{"?"});
  EXPECT_EQ(places(Language::kRussian, "в Абайском районе Карагандинской области"),
            (Ids{"abai-karaganda", "karaganda"}));
}

std::vector<std::string> headlines(const std::string& run, const std::string& title = "") {
  std::vector<std::string> found;
  for (const Span span : split_headlines(run, {0, static_cast<uint32_t>(run.size())}, title,
                                         pack(Language::kRussian)))
    found.emplace_back(cut(run, span));
  return found;
}

TEST(Headlines, OneUnbrokenLine) {
  EXPECT_EQ(headlines("Токаев принял посла СингапураВ Астане открылся форум"),
            (Ids{"Токаев принял посла Сингапура", "В Астане открылся форум"}));
  EXPECT_EQ(headlines("Сенат одобрил закон о медиации Новые правила вступили в силу"),
            (Ids{"Сенат одобрил закон о медиации", "Новые правила вступили в силу"}));
  EXPECT_EQ(headlines("Дом дружбы откроют в Таразе Сенат принял закон | Форум прошёл в Семее"),
            (Ids{"Дом дружбы откроют в Таразе", "Сенат принял закон", "Форум прошёл в Семее"}));
  EXPECT_EQ(headlines("Планы работы до 1 июля 2026 года утверждены").size(), 1U);
}

TEST(Docx, ParagraphsWithTheirStyles) {
  const std::string document =
      R"(<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:pPr><w:pStyle w:val="Title"/>)"
      R"(</w:pPr><w:r><w:t>Итоги сессии</w:t></w:r></w:p><w:p><w:r><w:t>Нужно от</w:t></w:r>)"
      R"(<w:r><w:t xml:space="preserve">крыть филиал </w:t></w:r><w:del><w:r><w:delText>не)"
      R"(</w:delText></w:r></w:del><w:r><w:t>в Таразе.</w:t></w:r></w:p></w:body></w:document>)";
  const std::string bytes = io::TestZip().add("word/document.xml", document, true).bytes();
  Reader reader(programme());
  const Result<Report> report = reader.read(bytes);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->format, "docx");
  EXPECT_EQ(report->title, "Итоги сессии");
  EXPECT_EQ(report->text, "Итоги сессии\nНужно открыть филиал в Таразе.\n");
  ASSERT_EQ(report->statements.size(), 2U);
  EXPECT_EQ(report->statements[1].modality, directive::Modality::kRequired);
  EXPECT_EQ(report->statements[1].areas, Ids{"taraz"});
}

TEST(Timestamps, OfMachines) {
  const auto stamp = parse_timestamp("2025-04-24T11:45:00+05:00");
  ASSERT_TRUE(stamp);
  EXPECT_EQ(stamp->minute, 11 * 60 + 45);
  EXPECT_EQ(stamp->zone, 300);
  EXPECT_FALSE(parse_timestamp("yesterday evening"));
}

TEST(StoredReport, IsReadBackAsItWasWritten) {
  Reader reader(programme());
  for (const std::string page : {"kk", "ru", "en"}) {
    const auto bytes =
        io::read_file(std::string(DOSTYQ_SOURCE_DIR) + "/tests/reading/pages/" + page + ".txt");
    ASSERT_TRUE(bytes);
    const auto report = reader.read(*bytes);
    ASSERT_TRUE(report);
    const std::string json = to_json(*report);
    const auto back = parse_report(json, report->text);
    ASSERT_TRUE(back) << back.error().args.front();
    EXPECT_EQ(to_json(*back), json);
    EXPECT_EQ(back->published->date, report->published->date);
  }
  EXPECT_FALSE(parse_report("{}", ""));
  EXPECT_FALSE(parse_report("[", ""));
}

/// The body whose office the speaker of the only order holds.
std::string issuer_of(const std::string& text) {
  Reader reader(programme());
  ReadOptions options;
  options.published = Date::parse("2025-04-24");
  const auto report = reader.read(text, options);
  EXPECT_TRUE(report);
  std::string issuer = "no order";
  for (const Statement& statement : report->statements) {
    if (!statement.obliges()) continue;
    EXPECT_EQ(statement.issuer.empty(), std::count(statement.flags.begin(), statement.flags.end(),
                                                   "reading.flag.no_issuer") == 1)
        << statement.text;
    issuer = statement.issuer;
  }
  return issuer;
}

TEST(Issuer, IsTheBodyWhoseOfficeTheSpeakerHolds) {
  EXPECT_EQ(issuer_of("Глава государства поручил открыть Дом дружбы в Таразе.\n"), "president");
  EXPECT_EQ(issuer_of("«Нам нужно открыть филиал в каждом районе», – сказал аким Павлодарской "
                      "области Асаин Байханов.\n"),
            "akimat-pavlodar");
  EXPECT_EQ(issuer_of("Министр культуры и информации Аида Балаева отметила, что необходимо "
                      "расширить сеть клубов.\n"),
            "ministry-culture");
  EXPECT_EQ(issuer_of("Мемлекет басшысы Тараз қаласында Достық үйін ашуды тапсырды.\n"),
            "president");
  EXPECT_EQ(issuer_of("\"We must open a branch in Taraz,\" said the Minister of Culture and "
                      "Information.\n"),
            "ministry-culture");
  EXPECT_EQ(issuer_of("The akim of Pavlodar Region said that the clubs must be supported.\n"),
            "akimat-pavlodar");
}

TEST(Issuer, IsKnownByNameOnceThePageSaidWhoItIs) {
  EXPECT_EQ(issuer_of("В сессии участвует Президент Казахстана Касым-Жомарт Токаев.\n\n«Нам нужно "
                      "поддержать все клубы журналистов», – подчеркнул Токаев.\n"),
            "president");
  EXPECT_EQ(
      issuer_of("President Kassym-Jomart Tokayev opened the session.\n\n\"We must support the "
                "clubs of all regions,\" Tokayev said.\n"),
      "president");
}

TEST(Issuer, IsNotInvented) {
  EXPECT_EQ(issuer_of("Необходимо открыть филиал в Таразе.\n"), "");
  EXPECT_EQ(issuer_of("«Нужно открыть филиал в Таразе», – считает эксперт Иван Петров.\n"), "");
  EXPECT_EQ(issuer_of("«Нужно открыть филиал в Таразе», – сказал директор филиала Министерства "
                      "культуры и информации.\n"),
            "");
  EXPECT_EQ(issuer_of("Правительству поручено открыть филиал в Таразе.\n"), "");
  EXPECT_EQ(issuer_of("\"We must open a branch in Taraz,\" said the expert John Smith.\n"), "");
}

TEST(Source, PageWithoutABodyTagIsReadToo) {
  Reader reader(programme());
  const auto report = reader.read(
      "<!doctype html><meta charset=\"utf-8\"><title>News</title><article><h1>A House</h1><p>The "
      "Head "
      "of State instructed the akimat to open a House of Friendship.</p></article>");
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->title, "A House");
  EXPECT_FALSE(report->statements.empty());
}

}  // namespace
}  // namespace dostyq::reading
