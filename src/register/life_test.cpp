#include "register/life.hpp"

#include "register/orders.hpp"
#include "register/testing.hpp"

namespace dostyq::registry {
namespace {

class Life : public Example {
 protected:
  StageStep step(const std::string& stage, const std::string& day) {
    StageStep made;
    made.site = "house-kokdala";
    made.stage = stage;
    made.on = *Date::parse(day);
    if (stage == "proposed") {
      made.cells = {{"kind", "house"},
                    {"place", "kokdala"},
                    {"name_en", "New House"},
                    {"source", "demo"},
                    {"confidence", "published"}};
    }
    if (stage == "open" || stage == "closed") made.evidence = {document("act of " + stage)};
    return made;
  }
  std::string advance_to(const std::string& stage, const std::string& day,
                         const Actor& actor = kSecretary) {
    return key_of(advance(*facts_, actor, step(stage, day)));
  }
  directive::Status status_of(const std::string& order, const std::string& day) {
    const auto snapshot = facts_->now();
    return must(order_status(*snapshot, *snapshot->order(order), *Date::parse(day))).verdict.status;
  }
};

TEST_F(Life, GoesThroughEveryStageAndTheVerdictFollows) {
  today("2027-12-01");
  EXPECT_EQ(status_of("D1", "2027-12-01"), directive::Status::kAtRisk);
  EXPECT_EQ(advance_to("proposed", "2026-04-01"), "");
  EXPECT_EQ(advance_to("approved", "2026-05-01"), "");
  EXPECT_EQ(advance_to("funded", "2026-09-01"), "");
  EXPECT_EQ(advance_to("under_construction", "2027-02-01"), "");
  EXPECT_EQ(status_of("D1", "2027-12-01"), directive::Status::kAtRisk) << "nothing is open";
  EXPECT_EQ(facts_->now()->state.find("sites", "house-kokdala"), nullptr);
  EXPECT_EQ(advance_to("open", "2027-11-20"), "");
  EXPECT_EQ(status_of("D1", "2027-12-01"), directive::Status::kMet);
  EXPECT_EQ(stage_on(*facts_->now(), "house-kokdala", *Date::parse("2026-06-01")), "approved");
  EXPECT_EQ(stage_on(*facts_->now(), "house-kokdala", *Date::parse("2027-11-20")), "open");
  EXPECT_EQ(advance_to("closed", "2027-11-30"), "");
  EXPECT_EQ(status_of("D1", "2028-02-01"), directive::Status::kNotMet) << "open no longer when due";
  EXPECT_EQ(stage_on(*facts_->now(), "house-kokdala", *Date::parse("2027-12-01")), "closed");
}

TEST_F(Life, SkippingAStageIsRefusedWithTheReason) {
  today("2027-12-01");
  EXPECT_EQ(advance_to("approved", "2026-05-01"), "register.stage_skipped");
  EXPECT_EQ(advance_to("proposed", "2026-04-01"), "");
  const auto refused = advance(*facts_, kSecretary, step("funded", "2026-05-01"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().error.args,
            (std::vector<std::string>{"house-kokdala", "funded", "approved"}));
  EXPECT_EQ(refused.error().front().field, "stage");
  EXPECT_EQ(refused.error().front().error.code, ErrorCode::kConflict);
  EXPECT_EQ(advance_to("open", "2026-05-01"), "register.stage_skipped");
}

TEST_F(Life, StagesKeepTheirOrderTheirPlaceAndThePast) {
  today("2026-06-01");
  EXPECT_EQ(advance_to("proposed", "2026-07-01"), "register.in_future");
  EXPECT_EQ(advance_to("proposed", "2026-05-01"), "");
  EXPECT_EQ(advance_to("approved", "2026-04-01"), "register.stage_skipped")
      << "it would come before the proposal";
  StageStep moved = step("approved", "2026-05-20");
  moved.cells["place"] = "tuzkol";
  EXPECT_EQ(key_of(advance(*facts_, kSecretary, moved)), "register.stage_moved");
  EXPECT_EQ(advance_to("proposed", "2026-05-02"), "register.stale") << "once is enough";
}

TEST_F(Life, ASiteDoesNotAppearWithoutALife) {
  const Cells site{{"id", "house-x"},      {"kind", "house"},  {"place", "kokdala"},
                   {"from", "2026-02-01"}, {"source", "demo"}, {"confidence", "demo"}};
  EXPECT_EQ(key_of(facts_->submit(kSecretary, {{{"sites", "", false, site, 0}}, "x", {}, 0})),
            "register.site_without_life");
  EXPECT_EQ(key_of(facts_->submit(
                kSecretary, {{edit("sites", "house-kolsay", "to", "2026-02-01")}, "x", {}, 0})),
            "register.site_without_life");
}

TEST_F(Life, OpeningAndClosingRestOnADocument) {
  today("2027-12-01");
  for (const auto& [stage, day] :
       {std::pair("proposed", "2026-04-01"), std::pair("approved", "2026-05-01"),
        std::pair("funded", "2026-06-01"), std::pair("under_construction", "2026-07-01")})
    EXPECT_EQ(advance_to(stage, day), "");
  StageStep open = step("open", "2027-01-01");
  open.evidence.clear();
  EXPECT_EQ(key_of(advance(*facts_, kSecretary, open)), "register.stage_evidence");
}

TEST_F(Life, AHouseFromBeforeTheRegisterCanBeClosed) {
  StageStep closed = step("closed", "2026-02-20");
  closed.site = "house-kolsay";
  must(advance(*facts_, kSecretary, closed));
  EXPECT_EQ(cells("sites", "house-kolsay").at("to"), "2026-02-20");
  must(facts_->submit(kSecretary, {{edit("sites", "house-kolsay", "address", "B")}, "x", {}, 0}));
}

TEST_F(Life, AnOfficerBuildsOnlyInTheOwnRegion) {
  EXPECT_EQ(advance_to("proposed", "2026-02-20", officer_of("lake")), "register.other_region");
  EXPECT_EQ(advance_to("proposed", "2026-02-20", officer_of("steppe")), "");
}

TEST_F(Life, UndoTakesStageAndSiteBackTogether) {
  today("2027-12-01");
  for (const auto& [stage, day] :
       {std::pair("proposed", "2026-04-01"), std::pair("approved", "2026-05-01"),
        std::pair("funded", "2026-06-01"), std::pair("under_construction", "2026-07-01")})
    EXPECT_EQ(advance_to(stage, day), "");
  const Receipt opened = must(advance(*facts_, kSecretary, step("open", "2027-01-01")));
  EXPECT_EQ(opened.entries.size(), 2u);
  must(facts_->undo(kSecretary, opened.batch, "the wrong house"));
  EXPECT_EQ(stage_on(*facts_->now(), "house-kokdala", *Date::parse("2027-12-01")),
            "under_construction");
  EXPECT_EQ(advance_to("open", "2027-02-01"), "");
}

}  // namespace
}  // namespace dostyq::registry
