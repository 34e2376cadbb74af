#include <algorithm>
#include <tuple>

#include "base/check.hpp"
#include "world/tables.hpp"
#include "world/words.hpp"

namespace dostyq::world {
namespace {

/// The cells of one good row, as what they mean. A cell that is empty or wrong reads as nothing:
/// rows with problems never get into a programme that anyone sees, but the checks that follow must
/// survive them.
class Cells {
 public:
  Cells(const Table& table, const TableRow& row) : table_(table), row_(row) {}

  const std::string& text(std::string_view name) const { return table_.cell(row_, name); }
  int64_t integer(std::string_view name) const { return parse_integer(text(name)).value_or(0); }
  std::optional<Date> date(std::string_view name) const { return Date::parse(text(name)); }
  bool yes(std::string_view name) const { return text(name) == "yes"; }

  Text name() const { return {text("name_kk"), text("name_ru"), text("name_en")}; }
  Period period() const {
    return {date("from").value_or(Date::distant_past()),
            date("to").value_or(Date::distant_future())};
  }
  Coordinate point() const {
    return Coordinate::from_degrees(parse_degrees(text("lon")).value_or(0),
                                    parse_degrees(text("lat")).value_or(0));
  }
  Provenance provenance() const {
    return {text("source"), parse_confidence(text("confidence")).value_or(Confidence::kDemo)};
  }
  template <size_t n>
  size_t choice(std::string_view name, const std::array<std::string_view, n>& names) const {
    const auto at = std::find(names.begin(), names.end(), text(name));
    return at == names.end() ? 0 : static_cast<size_t>(at - names.begin());
  }

 private:
  const Table& table_;
  const TableRow& row_;
};

template <typename Row, typename Read>
std::vector<Row> rows_of(const Table& table, const Read& read) {
  std::vector<Row> rows;
  for (const TableRow& row : table.rows) {
    if (row.good) rows.push_back(read(Cells(table, row)));
  }
  return rows;
}

template <typename Row, typename Key>
void sort_by(std::vector<Row>& rows, Key key) {
  std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return key(a) < key(b); });
}

template <typename Row>
void sort_by_id(std::vector<Row>& rows) {
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.id < b.id; });
}

Source read_source(const Cells& c) {
  return {c.text("id"),        c.text("title"),   c.text("url"),
          c.text("published"), c.text("licence"), c.text("note")};
}

AreaVersion read_area(const Cells& c) {
  return {c.text("id"),     static_cast<AreaKind>(c.choice("kind", kAreaKindNames)),
          c.text("parent"), c.text("kato"),
          c.name(),         c.point(),
          c.period(),       c.provenance()};
}

StatArea read_stat_area(const Cells& c) {
  StatArea area{c.text("id"),
                split_list(c.text("members")),
                c.text("edition"),
                c.integer("people"),
                c.yes("groups_complete"),
                {},
                c.provenance(),
                {}};
  std::sort(area.members.begin(), area.members.end());
  return area;
}

Place read_place(const Cells& c) {
  return {c.text("id"),       c.text("area"),      c.name(),
          c.point(),          c.integer("weight"), static_cast<Seat>(c.choice("seat", kSeatNames)),
          c.yes("candidate"), c.provenance()};
}

const Place* find_place(const std::vector<Place>& places, const std::string& id) {
  const auto at =
      std::lower_bound(places.begin(), places.end(), id,
                       [](const Place& place, const std::string& key) { return place.id < key; });
  return at != places.end() && at->id == id ? &*at : nullptr;
}

class FactReader {
 public:
  FactReader(const Table& table, const std::vector<Place>& places)
      : table_(table), places_(places) {
    for (const Column& column : table.schema.columns) {
      const std::string& name = column.name;
      const bool own_member = name == "id" || name == "area" || name == "from" || name == "to" ||
                              name == "source" || name == "confidence" ||
                              (!table.schema.is_register && name == "place");
      if (!own_member) properties_.push_back(name);
    }
  }

  Fact operator()(const Cells& c) const {
    Fact fact;
    fact.id = c.text("id");
    if (table_.has_column("area")) fact.area = c.text("area");
    if (table_.has_column("place")) fact.place = c.text("place");
    const Place* place = find_place(places_, fact.place);
    if (fact.area.empty() && place != nullptr) fact.area = place->area;
    fact.period = c.period();
    for (const std::string& name : properties_) {
      if (!c.text(name).empty()) fact.properties.emplace(name, c.text(name));
    }
    fact.provenance = c.provenance();
    return fact;
  }

 private:
  const Table& table_;
  const std::vector<Place>& places_;
  std::vector<std::string> properties_;
};

void add_people(const Table& table, std::vector<StatArea>& stat_areas) {
  for (const TableRow& row : table.rows) {
    if (!row.good) continue;
    const Cells c(table, row);
    const auto at = std::lower_bound(
        stat_areas.begin(), stat_areas.end(), c.text("stat_area"),
        [](const StatArea& area, const std::string& key) { return area.id < key; });
    if (at == stat_areas.end() || at->id != c.text("stat_area")) continue;
    at->by_group[c.text("group")] = c.integer("people");
    at->group_provenance[c.text("group")] = c.provenance();
  }
}

}  // namespace

Programme build_programme(const Tables& tables, const Config& config) {
  Programme p;
  p.config = config;
  p.sources = rows_of<Source>(tables.at("sources"), read_source);
  p.areas = rows_of<AreaVersion>(tables.at("areas"), read_area);
  p.successions = rows_of<Succession>(tables.at("successions"), [](const Cells& c) {
    return Succession{c.text("of") == "body", c.text("old"), c.text("new"),
                      c.date("date").value_or(Date()), c.provenance()};
  });
  p.groups = rows_of<Group>(tables.at("groups"), [](const Cells& c) {
    return Group{c.text("id"), c.name(), c.provenance()};
  });
  p.stat_areas = rows_of<StatArea>(tables.at("stat_areas"), read_stat_area);
  p.control_totals = rows_of<ControlTotal>(tables.at("control_totals"), [](const Cells& c) {
    return ControlTotal{c.text("area"), c.text("group"), c.text("edition"), c.integer("people"),
                        c.provenance()};
  });
  p.places = rows_of<Place>(tables.at("places"), read_place);
  p.bodies = rows_of<Body>(tables.at("bodies"), [](const Cells& c) {
    return Body{c.text("id"), c.text("kind"), c.text("area"), c.name(), c.period(), c.provenance()};
  });
  p.completeness = rows_of<Completeness>(tables.at("completeness"), [](const Cells& c) {
    return Completeness{c.text("table"), c.text("kind"), c.text("area"), c.period(),
                        c.provenance()};
  });
  p.travel = rows_of<OwnTravelTime>(tables.at("travel"), [](const Cells& c) {
    return OwnTravelTime{c.text("from_place"), c.text("to_place"),
                         static_cast<int32_t>(c.integer("seconds")), c.provenance()};
  });
  sort_by_id(p.sources);
  sort_by(p.areas, [](const AreaVersion& a) { return std::tie(a.id, a.period.from); });
  sort_by(p.successions,
          [](const Succession& s) { return std::tie(s.of_body, s.older, s.newer, s.date); });
  sort_by_id(p.groups);
  sort_by_id(p.stat_areas);
  sort_by(p.control_totals,
          [](const ControlTotal& t) { return std::tie(t.area, t.group, t.edition); });
  sort_by_id(p.places);
  sort_by_id(p.bodies);
  sort_by(p.completeness,
          [](const Completeness& c) { return std::tie(c.table, c.kind, c.area, c.period.from); });
  sort_by(p.travel, [](const OwnTravelTime& t) { return std::tie(t.from_place, t.to_place); });
  add_people(tables.at("people"), p.stat_areas);
  for (const auto& [name, table] : tables.all()) {
    if (name != kSites && !table.schema.is_register) continue;
    std::vector<Fact>& facts = p.tables[name];
    facts = rows_of<Fact>(table, FactReader(table, p.places));
    sort_by_id(facts);
  }
  return p;
}

}  // namespace dostyq::world
