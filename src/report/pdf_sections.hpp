#pragma once

#include "report/model.hpp"
#include "report/pdf_flow.hpp"

// The parts of the document, in their order. Each begins where the flow stands.
namespace dostyq::report {

/// What the first page says in figures.
struct KeyFigures {
  int houses_now = 0, houses_end = 0, others_now = 0, others_end = 0;
  int64_t people = 0, before = 0, after = 0;
  int plannable = 0, met = 0;
  int64_t open_cost = 0, year_cost = 0;
};
/// Of the report's own area: a regional report may list neighbours too.
KeyFigures key_figures(const Report& report);

void draw_summary(Flow& flow, const Report& report);
void draw_openings(Flow& flow, const Report& report);
void draw_orders(Flow& flow, const Report& report);
void draw_coverage_chart(Flow& flow, const Report& report, const std::vector<Coverage>& rows,
                         const std::string& title, int level);
void draw_budget_chart(Flow& flow, const Report& report);
void draw_method(Flow& flow, const Report& report);

}  // namespace dostyq::report
