#include "report/json.hpp"

#include <nlohmann/json.hpp>

namespace dostyq::report {
namespace {

using Json = nlohmann::ordered_json;

Json to(const std::string& text) { return text; }
Json to(int value) { return value; }
Json to(int64_t value) { return value; }
Json to(const Text& text) { return {{"kk", text.kk}, {"ru", text.ru}, {"en", text.en}}; }
Json to(Date date) { return date.to_string(); }
Json to(Confidence confidence) { return std::string(name(confidence)); }

/// Divided, not multiplied: the nearest double to the decimal number, so that it is written with at
/// most 7 decimals.
Json to(Coordinate point) { return Json::array({point.lon_e7 / 1e7, point.lat_e7 / 1e7}); }

template <typename T>
Json to(const std::optional<T>& value) {
  return value ? to(*value) : Json(nullptr);
}

template <typename T>
Json to(const std::vector<T>& values);

Json to(const Ring& ring) { return to(ring.points); }

Json to(const Phase& phase) {
  return {{"id", phase.id},
          {"start", to(phase.start)},
          {"end", to(phase.end)},
          {"budget", to(phase.budget)},
          {"spent", phase.spent},
          {"openings", phase.openings},
          {"confidence", to(phase.confidence)}};
}

Json to(const Site& site) {
  return {{"id", site.id},
          {"name", to(site.name)},
          {"kind", site.kind},
          {"kind_name", to(site.kind_name)},
          {"is_house", site.is_house},
          {"place", to(site.place)},
          {"district", to(site.district)},
          {"region", to(site.region)},
          {"region_id", site.region_id},
          {"point", to(site.point)},
          {"phase", site.phase},
          {"open_cost", site.open_cost},
          {"year_cost", site.year_cost},
          {"staff", site.staff},
          {"newly_reached", site.newly_reached},
          {"because", to(site.because)},
          {"source", to(site.source)},
          {"confidence", to(site.confidence)}};
}

Json to(const Place& place) {
  return {{"name", to(place.name)},       {"district", to(place.district)},
          {"region_id", place.region_id}, {"point", to(place.point)},
          {"people", place.people},       {"reached", place.reached},
          {"site", place.site},           {"seconds", to(place.seconds)}};
}

Json to(const Order& order) {
  return {{"id", order.id},
          {"text", to(order.text)},
          {"modality", order.modality},
          {"date", to(order.date)},
          {"passage", order.passage},
          {"source", to(order.source)},
          {"bodies", to(order.bodies)},
          {"due", to(order.due)},
          {"due_is_interpreted", order.due_is_interpreted},
          {"force", order.force},
          {"why", to(order.why)},
          {"decided", to(order.decided)},
          {"requirements", to(order.requirements)},
          {"other_readings", to(order.other_readings)},
          {"today", order.today},
          {"plan", order.plan},
          {"plannable", order.plannable},
          {"witness", to(order.witness)},
          {"plan_witness", to(order.plan_witness)},
          {"shortfall", order.shortfall},
          {"days_left", to(order.days_left)},
          {"confidence", to(order.confidence)},
          {"fragile", order.fragile},
          {"regions", to(order.regions)}};
}

Json to(const Coverage& coverage) {
  return {{"id", coverage.id},
          {"name", to(coverage.name)},
          {"people", coverage.people},
          {"before", coverage.before},
          {"by_phase", to(coverage.by_phase)}};
}

Json to(const ObjectiveLine& line) {
  return {{"name", to(line.name)},
          {"value", line.value},
          {"bound", line.bound},
          {"gap", line.gap},
          {"unit", to(line.unit)}};
}

Json to(const Note& note) { return {{"what", to(note.what)}, {"confidence", to(note.confidence)}}; }

Json to(const SourceLine& source) {
  return {
      {"id", source.id}, {"title", source.title}, {"url", source.url}, {"licence", source.licence}};
}

Json to(const Outline& outline) {
  return {{"region_id", outline.region_id},
          {"name", to(outline.name)},
          {"label", to(outline.label)},
          {"polygons", to(outline.polygons)}};
}

template <typename T>
Json to(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(to(value));
  return list;
}

}  // namespace

std::string to_json(const Report& report) {
  const Json json{{"programme", to(report.programme)},
                  {"area", report.area},
                  {"area_name", to(report.area_name)},
                  {"regional", report.regional},
                  {"status", report.status},
                  {"as_of", to(report.as_of)},
                  {"minutes", report.minutes},
                  {"currency", report.currency},
                  {"phases", to(report.phases)},
                  {"sites", to(report.sites)},
                  {"places", to(report.places)},
                  {"orders", to(report.orders)},
                  {"groups", to(report.groups)},
                  {"regions", to(report.regions)},
                  {"objectives", to(report.objectives)},
                  {"notes", to(report.notes)},
                  {"sources", to(report.sources)},
                  {"outlines", to(report.outlines)},
                  {"outlines_are_indicative", report.outlines_are_indicative},
                  {"plan_hash", report.plan_hash}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dostyq::report
