#include "directive/read_back.hpp"

#include <gtest/gtest.h>

#include "directive/test_programme.hpp"

namespace dostyq::directive {
namespace {

Date day(const char* text) { return *Date::parse(text); }

Text said(const decltype(Requirement::form)& form, std::optional<When> when = {},
          std::optional<Date> due = {}) {
  static const world::Programme programme = testing::programme();
  return read_back(Requirement{form, when}, programme, due);
}

void expect(const Text& text, const char* kk, const char* ru, const char* en) {
  EXPECT_EQ(text.kk, kk);
  EXPECT_EQ(text.ru, ru);
  EXPECT_EQ(text.en, en);
}

TEST(ReadBack, CountOfSites) {
  expect(said(Count{
             "sites", {"hall"}, {}, "korday", day("2025-04-24"), {Comparison::Op::kAtLeast, 1}}),
         "Қордай ауданы: 24.04.2025 күнінен кейін ашылған «зал» түріндегі кемінде 1 нысан.",
         "Кордайский район: не менее 1 объекта вида «зал», открытого после 24.04.2025.",
         "At least 1 site of the kind “hall” opened after 24 April 2025 in Korday District.");
  expect(said(Count{"sites", {"house"}, {}, "", std::nullopt, {Comparison::Op::kExactly, 22}}),
         "Ел бойынша «Достық үйі» түріндегі дәл 22 нысан.",
         "По стране: ровно 22 объекта вида «Дом дружбы».",
         "Exactly 22 sites of the kind “House of Friendship” in the whole country.");
  expect(said(Count{
             "sites", {"hall", "palace"}, {}, "kz", std::nullopt, {Comparison::Op::kAtMost, 1500}}),
         "Ел бойынша «зал немесе сарай» түріндегі ең көбі 1\u00A0500 нысан.",
         "По стране: не более 1\u00A0500 объектов вида «зал или дворец».",
         "At most 1,500 sites of the kind “hall or palace” in the whole country.");
  EXPECT_EQ(
      said(Count{"sites", {}, {}, "korday", day("2025-04-24"), {Comparison::Op::kExactly, 21}}).ru,
      "Кордайский район: ровно 21 объект вида «любой», открытый после 24.04.2025.");
}

TEST(ReadBack, CountInARegister) {
  expect(said(Count{"mediators",
                    {},
                    {{"body", "akimat"}, {"trained", "yes"}},
                    "zhambyl",
                    std::nullopt,
                    {Comparison::Op::kAtLeast, 4}}),
         "Жамбыл облысы: «Медиаторлар» тізілімінде кемінде 4 жазба (орган: «Әкімдік»; оқытылған: "
         "«иә»).",
         "Жамбылская область: не менее 4 записей в реестре «Медиаторы» (орган: «Акимат»; обучение "
         "пройдено: «да»).",
         "At least 4 entries of the register “Mediators” (body: “Akimat”; trained: “yes”) in "
         "Zhambyl Region.");
  expect(said(Count{"stops",
                    {},
                    {{"place", "korday-seat"}},
                    "",
                    day("2025-04-24"),
                    {Comparison::Op::kAtLeast, 1}}),
         "Ел бойынша «Аялдамалар» тізілімінде 24.04.2025 күнінен кейін басталған кемінде 1 жазба "
         "(елді мекен: «Қордай»).",
         "По стране: не менее 1 записи в реестре «Остановки» с датой начала после 24.04.2025 "
         "(населённый пункт: "
         "«Кордай»).",
         "At least 1 entry of the register “Stops” that began after 24 April 2025 (place: "
         "“Korday”) in the whole country.");
}

const Requirement kOneHouse{Count{"sites", {"house"}, {}, "", std::nullopt, {}}, std::nullopt};

TEST(ReadBack, ForEvery) {
  expect(said(ForEvery{NamedAreas{{"korday", "merke"}}, {kOneHouse}}),
         "Мына аумақтардың әрқайсысында (Қордай ауданы және Меркі ауданы): «Достық үйі» түріндегі "
         "кемінде 1 нысан.",
         "На каждой из этих территорий (Кордайский район и Меркенский район): не менее 1 объекта "
         "вида «Дом дружбы».",
         "In each of these areas (Korday District and Merke District): at least 1 site of the kind "
         "“House of "
         "Friendship”.");
  expect(said(ForEvery{AreasOfKind{"district", "zhambyl"}, {kOneHouse, kOneHouse}}),
         "Әрбір ауданда (Жамбыл облысы): (1) «Достық үйі» түріндегі кемінде 1 нысан; (2) «Достық "
         "үйі» түріндегі кемінде "
         "1 нысан.",
         "В каждом районе (Жамбылская область): (1) не менее 1 объекта вида «Дом дружбы»; (2) не "
         "менее 1 объекта вида "
         "«Дом дружбы».",
         "In every district (Zhambyl Region): (1) at least 1 site of the kind “House of "
         "Friendship”; (2) at least 1 site "
         "of the kind “House of Friendship”.");
  expect(said(ForEvery{DiversityRule{50, "2025-01-01", 1, 10'000, ""}, {kOneHouse}}),
         "Ең үлкен топқа жатпайтын адамдардың үлесі кемінде 50\u00A0% болатын әрбір аумақта (бүкіл "
         "ел; деректер басылымы "
         "— 01.01.2025; халқы кемінде 10\u00A0000 адам; үлестің кемуі бойынша алғашқы 1 аумақтан "
         "аспайды): «Достық үйі» "
         "түріндегі кемінде 1 нысан.",
         "На каждой территории, где люди вне крупнейшей группы составляют не менее 50\u00A0% (вся "
         "страна; издание данных "
         "— 01.01.2025; население — не менее 10\u00A0000; не более 1 территории по убыванию доли): "
         "не менее 1 объекта "
         "вида «Дом дружбы».",
         "In every area where people outside its largest group are at least 50% of all (the whole "
         "country; edition of the "
         "data 1 January 2025; areas of at least 10,000 people; no more than 1 area, by falling "
         "share): at least 1 site "
         "of the kind “House of Friendship”.");
}

TEST(ReadBack, Reach) {
  expect(said(Reach{Reach::Who::kEveryone, "", 60, 21, "house", "", false}),
         "Ел бойынша тұрғындардың кемінде 60\u00A0%-ы «Достық үйі» түріндегі нысанға 21 минуттан "
         "асырмай жете алады.",
         "По стране: не менее 60\u00A0% жителей могут добраться до объекта вида «Дом дружбы» не "
         "более чем за 21 минуту.",
         "In the whole country, at least 60% of people can reach a site of the kind “House of "
         "Friendship” within 21 "
         "minutes.");
  expect(said(Reach{Reach::Who::kGroup, "uyghur", 5, 2, "hall", "zhambyl", true}),
         "Жамбыл облысы: «Ұйғырлар» тобындағы адамдардың кемінде 5\u00A0%-ы «зал» түріндегі "
         "нысанға 2 минуттан асырмай жете "
         "алады, нысандардың сыйымдылығы ескеріледі.",
         "Жамбылская область: в группе населения «Уйгуры» не менее 5\u00A0% людей могут добраться "
         "до объекта вида «зал» не "
         "более чем за 2 минуты, с учётом вместимости объектов.",
         "Zhambyl Region: in the population group “Uyghurs”, at least 5% of people can reach a "
         "site of the kind “hall” "
         "within 2 minutes, within the capacity of the sites.");
  EXPECT_EQ(said(Reach{Reach::Who::kEachGroup, "", 5, 1, "hall", "", false}).en,
            "In the whole country, in each population group, at least 5% of people can reach a "
            "site of the kind “hall” "
            "within 1 minute.");
}

TEST(ReadBack, RollOut) {
  expect(
      said(RollOut{AreasOfKind{"region", ""},
                   {{day("2026-04-24"), 50}, {day("2027-04-24"), 100}},
                   {Requirement{Count{"mediators", {}, {}, "", std::nullopt, {}}, std::nullopt}}},
           std::nullopt, day("2027-04-24")),
      "Әрбір өңірде: «Медиаторлар» тізілімінде кемінде 1 жазба; бұл орындалған аумақтардың үлесі: "
      "24.04.2026 күнінен "
      "кешіктірмей кемінде 50\u00A0% және 24.04.2027 күнінен кешіктірмей кемінде 100\u00A0%.",
      "В каждом регионе: не менее 1 записи в реестре «Медиаторы»; доля территорий, где это "
      "выполнено: не менее "
      "50\u00A0% не позднее 24.04.2026 и не менее 100\u00A0% не позднее 24.04.2027.",
      "In every region: at least 1 entry of the register “Mediators”; share of the areas where "
      "this holds: at least "
      "50% no later than 24 April 2026 and at least 100% no later than 24 April 2027.");
}

TEST(ReadBack, EvidenceAndCombinations) {
  const Requirement document{Evidence{"act", "korday", 2}, std::nullopt};
  expect(said(document.form), "Қордай ауданы: «act» тақырыбы бойынша кемінде 2 растайтын құжат.",
         "Кордайский район: не менее 2 подтверждающих документов по теме «act».",
         "At least 2 documents in evidence of “act” in Korday District.");
  expect(said(AnyOf{{document, Requirement{AllOf{{kOneHouse, kOneHouse}}, std::nullopt}}}),
         "Мыналардың кемінде біреуі: (1) Қордай ауданы: «act» тақырыбы бойынша кемінде 2 растайтын "
         "құжат; (2) мыналардың "
         "бәрі: (1) ел бойынша «Достық үйі» түріндегі кемінде 1 нысан; (2) ел бойынша «Достық үйі» "
         "түріндегі кемінде 1 "
         "нысан.",
         "Хотя бы одно из перечисленного: (1) Кордайский район: не менее 2 подтверждающих "
         "документов по теме «act»; (2) "
         "всё перечисленное: (1) по стране: не менее 1 объекта вида «Дом дружбы»; (2) по стране: "
         "не менее 1 объекта вида "
         "«Дом дружбы».",
         "At least one of the following: (1) at least 2 documents in evidence of “act” in Korday "
         "District; (2) all of the "
         "following: (1) at least 1 site of the kind “House of Friendship” in the whole country; "
         "(2) at least 1 site of "
         "the kind “House of Friendship” in the whole country.");
}

TEST(ReadBack, When) {
  const When keep{When::Mode::kKeepFrom, day("2027-04-24"), day("2027-04-24")};
  expect(said(kOneHouse.form, keep, day("2030-01-01")),
         "Ел бойынша «Достық үйі» түріндегі кемінде 1 нысан (24.04.2027 күнінен бастап үздіксіз).",
         "По стране: не менее 1 объекта вида «Дом дружбы» (начиная с 24.04.2027 и постоянно).",
         "At least 1 site of the kind “House of Friendship” in the whole country (from 24 April "
         "2027 on, without a "
         "break).");
  expect(
      said(kOneHouse.form, When{When::Mode::kDuring, day("2027-01-01"), day("2027-12-31")}),
      "Ел бойынша «Достық үйі» түріндегі кемінде 1 нысан (01.01.2027 мен 31.12.2027 аралығындағы "
      "әр күні).",
      "По стране: не менее 1 объекта вида «Дом дружбы» (в каждый день с 01.01.2027 по 31.12.2027).",
      "At least 1 site of the kind “House of Friendship” in the whole country (on every day from 1 "
      "January 2027 to 31 "
      "December 2027).");
  expect(said(kOneHouse.form, std::nullopt, day("2030-01-01")),
         "Ел бойынша «Достық үйі» түріндегі кемінде 1 нысан (01.01.2030 күнінен кешіктірмей).",
         "По стране: не менее 1 объекта вида «Дом дружбы» (не позднее 01.01.2030).",
         "At least 1 site of the kind “House of Friendship” in the whole country (no later than 1 "
         "January 2030).");
}

TEST(ReadBack, AClassWithoutAMessageIsItsKinds) {
  world::Programme programme = testing::programme();
  for (auto& kind : programme.config.kinds) kind.counts_as.push_back("z-any");
  EXPECT_EQ(kinds_name({"z-any"}, programme).en, "branch / hall / palace");
  EXPECT_EQ(kinds_name({}, programme).en, "any");
}

}  // namespace
}  // namespace dostyq::directive
