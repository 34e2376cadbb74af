#include "portal/site_rows.hpp"

#include <algorithm>
#include <optional>

#include "http/json_writer.hpp"
#include "register/life.hpp"
#include "register/rules.hpp"

namespace dostyq::portal {
namespace {

const char* state_of(const std::string& stage) {
  if (stage == "open") return "open";
  if (stage == "closed") return "closed";
  return stage == "funded" || stage == "under_construction" ? "under_way" : "planned";
}

/// Where a cell of a table stands, found once for all of its records.
class Columns {
 public:
  Columns(const registry::Table* table, const std::vector<std::string>& names) : at_(names.size()) {
    for (size_t i = 0; table != nullptr && i < names.size(); ++i)
      at_[i] =
          static_cast<size_t>(std::find(table->columns.begin(), table->columns.end(), names[i]) -
                              table->columns.begin());
  }
  const std::string& of(const registry::Record& record, size_t column) const {
    static const std::string kNothing;
    return at_[column] < record.cells.size() ? record.cells[at_[column]] : kNothing;
  }

 private:
  std::vector<size_t> at_;
};

enum Column : size_t { kKind, kPlace, kKk, kRu, kEn, kLon, kLat, kConfidence, kFrom };
const std::vector<std::string> kNames{"kind", "place", "name_kk",    "name_ru", "name_en",
                                      "lon",  "lat",   "confidence", "from"};

/// What a place adds to each of its sites, written once.
struct PlaceText {
  std::string region;
  std::string json;  ///< "place": … "region_id": …, without braces
};

}  // namespace

class SiteRows::Maker {
 public:
  Maker(const registry::Snapshot& snapshot, Date today, const std::string& serving,
        const std::map<std::string, std::vector<std::string>>& because, SiteRows& out)
      : snapshot_(snapshot),
        programme_(snapshot.programme()),
        today_(today),
        serving_(serving),
        because_(because),
        out_(out),
        places_(programme_.places.size()),
        standing_(programme_.places.size()) {}

  void make() {
    const registry::State& state = snapshot_.state;
    const registry::Table* sites = state.table("sites");
    const registry::Table* staged = state.table("site_stages");
    const Columns of_sites(sites, kNames);
    const Columns of_stages(staged, kNames);
    const auto stages = registry::stages_by_site(snapshot_);
    for (const std::string& id : registry::all_sites(snapshot_)) {
      const registry::Record* site = state.find("sites", id);
      const auto own = stages.find(id);
      const registry::Record* first = own == stages.end() ? nullptr : own->second.front();
      const auto cell = [&](Column column) -> const std::string& {
        if (site != nullptr) {
          const std::string& text = of_sites.of(*site, column);
          if (!text.empty()) return text;
        }
        // Of a site that is on its way nobody knows yet when it opens.
        static const std::string kNothing;
        if (first == nullptr || (site == nullptr && column == kFrom)) return kNothing;
        return of_stages.of(*first, column);
      };
      const std::string stage = registry::stage_on(
          snapshot_, id, own == stages.end() ? std::vector<const registry::Record*>() : own->second,
          today_);
      add(id, cell, state_of(stage), stage);
    }
    const registry::Table* intended = state.table("intended_sites");
    const Columns of_intended(intended, kNames);
    for (const world::Fact* fact : snapshot_.plan_case->world.facts("intended_sites")) {
      const registry::Record* record = state.find("intended_sites", fact->id);
      if (record == nullptr || is_begun(*fact)) continue;
      add(
          fact->id,
          [&](Column column) -> const std::string& { return of_intended.of(*record, column); },
          "planned", "");
    }
  }

 private:
  /// The intended site is on its way already, under its own id.
  bool is_begun(const world::Fact& intended) const {
    const world::Place* place = programme_.find_place(intended.place);
    if (place == nullptr) return false;
    const auto& here = standing_[static_cast<size_t>(place - programme_.places.data())];
    return std::any_of(here.begin(), here.end(), [&](const world::SiteKind* kind) {
      return kind->is(intended.property("kind"));
    });
  }

  const PlaceText& text_of(size_t at) {
    std::optional<PlaceText>& known = places_[at];
    if (known) return *known;
    const world::Place& place = programme_.places[at];
    const std::string region = snapshot_.plan_case->world.gazetteer().region_of(place.area, today_);
    std::string json = http::JsonWriter()
                           .object()
                           .field("place", place.name)
                           .field("place_id", place.id)
                           .field("district", area_name(snapshot_, place.area, today_))
                           .field("region", area_name(snapshot_, region, today_))
                           .field("region_id", region)
                           .end()
                           .take();
    known = PlaceText{region, json.substr(1, json.size() - 2)};
    return *known;
  }

  template <typename Cell>
  void add(const std::string& id, const Cell& cell, const char* state, const std::string& stage) {
    const world::SiteKind* kind = programme_.find_kind(cell(kKind));
    const world::Place* place = programme_.find_place(cell(kPlace));
    if (kind == nullptr || place == nullptr) return;
    const auto at = static_cast<size_t>(place - programme_.places.data());
    const PlaceText& where = text_of(at);
    Text name{cell(kKk), cell(kRu), cell(kEn)};
    for (const Language language : kLanguages)
      if (name.in(language).empty())
        name.in(language) = kind->name.in(language) + ", " + place->name.in(language);
    Coordinate point = place->point;
    if (!cell(kLon).empty() && !cell(kLat).empty())
      point = Coordinate::from_degrees(std::stod(cell(kLon)), std::stod(cell(kLat)));
    SiteRow row{id, kind->id, where.region, state, stage, at, kind->is(serving_), {}, {}};
    if (const auto needed = because_.find(id); needed != because_.end())
      row.because = needed->second;
    const auto opens = Date::parse(cell(kFrom));
    http::JsonWriter json;
    json.object()
        .field("id", id)
        .field("name", name)
        .field("kind", kind->id)
        .field("kind_name", kind->name)
        .field("is_house", row.is_house)
        .raw(where.json)
        .key("point");
    json.array().value(point.lon_e7 / 1e7).value(point.lat_e7 / 1e7).end();
    json.field("state", row.state).key("stage");
    if (stage.empty())
      json.null();
    else
      json.value(stage);
    json.key("opens");
    if (opens && opens->is_finite())
      json.value(opens->to_string());
    else
      json.null();
    json.key("because").array();
    for (const std::string& order : row.because) json.value(order);
    json.end().field("confidence", cell(kConfidence)).end();
    row.json = json.take();
    if (row.state != "closed") standing_[at].push_back(kind);
    out_.index_[id] = out_.rows_.size();
    out_.rows_.push_back(std::move(row));
  }

  const registry::Snapshot& snapshot_;
  const world::Programme& programme_;
  Date today_;
  const std::string& serving_;
  const std::map<std::string, std::vector<std::string>>& because_;
  SiteRows& out_;
  std::vector<std::optional<PlaceText>> places_;
  std::vector<std::vector<const world::SiteKind*>> standing_;  ///< by place, what is not closed
};

SiteRows::SiteRows(const registry::Snapshot& snapshot, Date today, const std::string& serving,
                   const std::map<std::string, std::vector<std::string>>& because) {
  Maker(snapshot, today, serving, because, *this).make();
}

const SiteRow* SiteRows::find(const std::string& id) const {
  const auto at = index_.find(id);
  return at == index_.end() ? nullptr : &rows_[at->second];
}

}  // namespace dostyq::portal
