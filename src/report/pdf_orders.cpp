#include "report/pdf_sections.hpp"
#include "report/pdf_symbols.hpp"
#include "report/pdf_table.hpp"

namespace dostyq::report {
namespace {

constexpr Style kBody{8}, kQuiet{7, false, false, ink::kGrey}, kDetail{7.2};
constexpr Style kLabel{7.2, true, false, ink::kGrey};

/// kBrief: without the interpretation and its record, which the national report has.
enum class Detail { kFull, kBrief, kNone };

class OrderRow {
 public:
  OrderRow(const Order& order, const Words& words, Detail detail)
      : order_(order), words_(words), detail_(detail) {}

  Row row() const {
    Row row;
    row.cells = {{{{{order_.id, {9, true, false, ink::kBlue}}}}, {}, ""},
                 order_text(),
                 due(),
                 verdict(order_.today, order_.days_left),
                 verdict(order_.plan, std::nullopt)};
    if (order_.fragile) row.cells[4].paragraphs.push_back({{words_.say("order.fragile"), kQuiet}});
    if (!order_.plannable && order_.today != "described") {
      row.cells[4].paragraphs.push_back({{words_.say("order.not_plannable"), kQuiet}});
    }
    if (detail_ != Detail::kNone) row.detail = detail();
    return row;
  }

 private:
  Cell order_text() const {
    Cell cell{{{{words_(order_.text), kBody}}}, {}, ""};
    std::string facts = words_.say("modality." + order_.modality);
    if (!order_.force.empty()) facts += " · " + words_.say("force." + order_.force);
    cell.paragraphs.push_back({{facts, kQuiet}});
    return cell;
  }

  Cell due() const {
    if (!order_.due)
      return {{{{words_.say("order.no_date"), {7.5, false, true, ink::kGrey}}}}, {}, ""};
    Cell cell{{{{words_.date(*order_.due), kBody}}}, {}, ""};
    if (order_.due_is_interpreted)
      cell.paragraphs.push_back({{words_.say("order.due_interpreted"), kQuiet}});
    return cell;
  }

  Cell verdict(const std::string& verdict, std::optional<int32_t> days) const {
    Cell cell{{{{words_.say("verdict." + verdict), {8, true, false, verdict_color(verdict)}}}},
              sign_of_verdict(verdict),
              ""};
    if (days && *days >= 0) {
      cell.paragraphs.push_back({{words_.say("order.days_left", {std::to_string(*days)}), kQuiet}});
    } else if (days) {
      cell.paragraphs.push_back(
          {{words_.say("order.days_late", {std::to_string(-*days)}), kQuiet}});
    }
    return cell;
  }

  std::vector<Runs> detail() const {
    std::vector<Runs> lines;
    auto add = [&](const char* label, const std::string& text) {
      if (!text.empty()) lines.push_back({{words_.say(label) + " ", kLabel}, {text, kDetail}});
    };
    auto add_all = [&](const char* label, const std::vector<Text>& texts) {
      const size_t first = lines.size();
      for (std::string& part : sentences(texts)) lines.push_back({{std::move(part), kDetail}});
      if (lines.size() > first)
        lines[first].insert(lines[first].begin(), {words_.say(label) + " ", kLabel});
    };
    add_all("order.requirements", order_.requirements);
    if (detail_ == Detail::kFull) {
      add("order.why", words_(order_.why));
      add("order.decided", words_(order_.decided));
      add_all("order.other_readings", order_.other_readings);
    }
    add_all("order.witness", order_.witness);
    add_all("order.plan_witness", order_.plan_witness);
    add("order.bodies", words_.list(order_.bodies));
    if (detail_ == Detail::kFull) {
      add("order.source",
          words_.say("order.passage", {words_(order_.source), words_.date(order_.date),
                                       std::to_string(order_.passage)}));
    }
    add("order.confidence", words_.confidence(order_.confidence));
    return lines;
  }

  /// One after another, each with its own full stop or a semicolon between; a new paragraph when
  /// one gets long, so that a table row can be broken there.
  std::vector<std::string> sentences(const std::vector<Text>& texts) const {
    constexpr size_t kLong = 900;  // bytes
    std::vector<std::string> parts;
    for (const Text& text : texts) {
      const std::string& one = words_(text);
      if (one.empty()) continue;
      if (parts.empty() || parts.back().size() + one.size() > kLong) {
        parts.push_back(one);
        continue;
      }
      std::string& part = parts.back();
      part += part.ends_with('.') || part.ends_with('!') || part.ends_with('?') ? " " : "; ";
      part += one;
    }
    return parts;
  }

  const Order& order_;
  const Words& words_;
  Detail detail_;
};

}  // namespace

void draw_orders(Flow& flow, const Report& report) {
  const Words& words = flow.words();
  if (report.orders.empty()) {
    flow.heading(words.say("orders"), 20);
    return flow.paragraph(words.say("orders.none"));
  }
  Table table(
      flow,
      {{words.say("order.id"), 38},
       {words.say("order.text"), Flow::kWidth - 38 - 78 - 88 - 88},
       {words.say("order.due"), 78},
       {words.say("order.today"), 88},
       {words.say("order.by_plan"), 88}},
      {words.say("orders"), words.say(report.regional ? "orders.intro_region" : "orders.intro",
                                      {words.date(report.as_of)})});
  if (!report.regional) {
    for (const Order& order : report.orders) table.add(OrderRow(order, words, Detail::kFull).row());
    return;
  }
  for (const bool own : {true, false}) {
    bool any = false;
    for (const Order& order : report.orders) {
      if (order.regions.empty() == own) continue;
      if (!any) table.band(words.say(own ? "orders.of_region" : "orders.of_country"));
      any = true;
      table.add(OrderRow(order, words, own ? Detail::kBrief : Detail::kNone).row());
    }
  }
}

}  // namespace dostyq::report
