#include "register/exports.hpp"

#include <fmt/format.h>

#include "i18n/phrase.hpp"
#include "io/file.hpp"

namespace dostyq::registry {
namespace {

std::string term(const std::string& key, Language language) { return i18n::say(key, {}, language); }

std::string body_name(const Snapshot& snapshot, const std::string& id, Language language) {
  const world::Body* body = snapshot.programme().find_body(id);
  return body == nullptr ? id : body->name.in(language);
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : between) + part;
  return all;
}

std::string day(const std::optional<Date>& date) { return date ? date->to_string() : ""; }

std::string witness(const OrderStatus& status, Language language) {
  std::vector<std::string> parts;
  for (const i18n::Phrase& phrase : status.verdict.finding.witness)
    parts.push_back(i18n::say(phrase, language));
  return joined(parts, " ");
}

/// What stands beside the verdict: alarms, lateness, what it rests on.
std::string remarks(const OrderStatus& status, const Snapshot& snapshot, Language language) {
  std::vector<std::string> parts;
  if (status.disagrees) parts.push_back(term("discipline.disagrees_here", language));
  if (status.verdict.done_late_on)
    parts.push_back(
        i18n::say("discipline.done_late_on", {status.verdict.done_late_on->to_string()}, language));
  for (const Silence& silence : status.silent) {
    parts.push_back(i18n::say("discipline.silent_since",
                              {body_name(snapshot, silence.body, language),
                               silence.since.to_string(), std::to_string(silence.days)},
                              language));
  }
  if (status.verdict.status == directive::Status::kMet &&
      status.verdict.finding.confidence == Confidence::kDemo)
    parts.push_back(term("discipline.on_demo", language));
  return joined(parts, " ");
}

class Calendar {
 public:
  explicit Calendar(const std::string& name) {
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Dostyq//Dostyq//EN");
    line("CALSCALE:GREGORIAN");
    line("X-WR-CALNAME:" + escaped(name));
  }
  void add(const std::string& id, Date on, Date stamp, const std::string& summary,
           const std::string& description) {
    line("BEGIN:VEVENT");
    line("UID:" + id + "@dostyq");
    line("DTSTAMP:" + plain(stamp) + "T000000Z");
    line("DTSTART;VALUE=DATE:" + plain(on));
    line("DTEND;VALUE=DATE:" + plain(on.plus_days(1)));
    line("TRANSP:TRANSPARENT");
    line("SUMMARY:" + escaped(summary));
    if (!description.empty()) line("DESCRIPTION:" + escaped(description));
    line("END:VEVENT");
  }
  std::string take() {
    line("END:VCALENDAR");
    return std::move(out_);
  }

 private:
  static std::string plain(Date date) {
    std::string text = date.to_string();
    std::erase(text, '-');
    return text;
  }
  static std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c == '\r') continue;
      if (c == '\n') {
        out += "\\n";
        continue;
      }
      if (c == '\\' || c == ';' || c == ',') out += '\\';
      out += c;
    }
    return out;
  }
  // At most 75 bytes a line, and no letter cut in two.
  void line(const std::string& text) {
    size_t width = 75;
    for (size_t at = 0; at < text.size();) {
      size_t end = std::min(text.size(), at + width);
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
      out_ += (at > 0 ? " " : "") + text.substr(at, end - at) + "\r\n";
      at = end;
      width = 74;
    }
  }
  std::string out_;
};

}  // namespace

Sheet bodies_sheet(const Discipline& found, const Snapshot& snapshot, Language language) {
  Sheet sheet{term("discipline.title", language),
              i18n::say("discipline.note", {found.as_of.to_string()}, language),
              {},
              {},
              0};
  sheet.columns.push_back({term("discipline.body", language), false, 3.4});
  for (const char* key :
       {"discipline.orders", "status.met", "status.on_track", "status.at_risk", "status.not_met",
        "status.no_data", "discipline.done_late", "discipline.silent", "discipline.extensions",
        "discipline.disagrees", "discipline.met_on_demo"})
    sheet.columns.push_back({term(key, language), true, 1});
  const auto add = [&](const std::string& name, const Tally& t) {
    std::vector<std::string> row{name};
    for (const int figure : {t.orders, t.met, t.on_track, t.at_risk, t.not_met, t.no_data,
                             t.done_late, t.silent, t.extensions, t.disagrees, t.met_on_demo})
      row.push_back(std::to_string(figure));
    sheet.rows.push_back(std::move(row));
  };
  add(term("discipline.overall", language), found.overall);
  for (const BodyTally& body : found.bodies)
    add(body_name(snapshot, body.body, language), body.tally);
  return sheet;
}

Sheet orders_sheet(const Discipline& found, const std::string& body, const Snapshot& snapshot,
                   Language language) {
  Sheet sheet{body.empty() ? term("discipline.orders_title", language)
                           : body_name(snapshot, body, language),
              i18n::say("discipline.note", {found.as_of.to_string()}, language),
              {},
              {},
              6};
  sheet.columns = {{term("discipline.order", language), false, 0.6},
                   {term("discipline.text", language), false, 3},
                   {term("discipline.due", language), false, 1.1},
                   {term("discipline.verdict", language), false, 1.1},
                   {term("discipline.witness", language), false, 3},
                   {term("discipline.remarks", language), false, 2},
                   {term("discipline.bodies", language)},
                   {term("discipline.original_due", language)},
                   {term("discipline.confidence", language)},
                   {term("discipline.newest_evidence", language)}};
  for (const OrderStatus& status : found.statuses) {
    if (!body.empty() &&
        std::find(status.bodies.begin(), status.bodies.end(), body) == status.bodies.end())
      continue;
    std::vector<std::string> bodies;
    for (const std::string& id : status.bodies) bodies.push_back(body_name(snapshot, id, language));
    const directive::Verdict& verdict = status.verdict;
    sheet.rows.push_back(
        {status.order->id, status.order->text.in(language),
         status.due.now ? day(status.due.now) : term("due.none", language),
         term("status." + std::string(directive::name(verdict.status)), language),
         witness(status, language), remarks(status, snapshot, language), joined(bodies, "; "),
         day(status.due.original),
         verdict.finding.sources.empty()
             ? ""
             : term("confidence." + std::string(name(verdict.finding.confidence)), language),
         day(status.freshness.newest)});
  }
  return sheet;
}

Sheet table_sheet(const Snapshot& snapshot, const std::string& name) {
  Sheet sheet{name, "", {}, {}, 0};
  const world::TableSchema* schema = snapshot.schema(name);
  if (schema == nullptr) return sheet;
  for (const world::Column& column : schema->columns)
    sheet.columns.push_back({column.name, column.type == world::ColumnType::kInteger ||
                                              column.type == world::ColumnType::kDegrees});
  const Table* table = snapshot.state.table(name);
  for (size_t i = 0; table != nullptr && i < table->records.size(); ++i) {
    if (table->records[i].removed) continue;
    std::vector<std::string> row;
    for (const world::Column& column : schema->columns)
      row.push_back(table->cell(table->records[i], column.name));
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

std::string deadlines_ics(const Discipline& found, const Snapshot& snapshot, Language language) {
  const std::string programme = snapshot.programme().config.name.in(language);
  Calendar calendar(i18n::say("discipline.calendar", {programme}, language));
  for (const OrderStatus& status : found.statuses) {
    if (!status.due.now) continue;
    std::string description =
        term("status." + std::string(directive::name(status.verdict.status)), language) + "\n" +
        witness(status, language);
    if (status.verdict.due_is_interpreted)
      description += "\n" + term("discipline.due_interpreted", language);
    if (status.due.now != status.due.original)
      description +=
          "\n" + i18n::say("discipline.extended_from", {day(status.due.original)}, language);
    calendar.add("order-" + status.order->id, *status.due.now, found.as_of,
                 status.order->id + ": " + status.order->text.in(language), description);
  }
  for (const world::Fact* site : snapshot.plan_case->world.facts("intended_sites")) {
    const world::Place* place = snapshot.programme().find_place(site->place);
    const world::SiteKind* kind = snapshot.programme().find_kind(site->property("kind"));
    calendar.add("site-" + site->id, site->period.from, found.as_of,
                 i18n::say("discipline.planned_opening",
                           {kind->name.in(language), place->name.in(language)}, language),
                 "");
  }
  return calendar.take();
}

}  // namespace dostyq::registry
