#include "report/build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

#include "directive/areas.hpp"
#include "directive/read_back.hpp"
#include "i18n/phrase.hpp"
#include "io/file.hpp"
#include "planning/annotate.hpp"
#include "planning/measure.hpp"
#include "planning/solve.hpp"
#include "report/notes.hpp"

namespace dostyq::report {
namespace {

using directive::Directive;
using planning::OpeningNote;

class Builder {
 public:
  explicit Builder(const BuildInput& input)
      : input_(input),
        world_(input.plan_case.world),
        programme_(world_.programme()),
        config_(programme_.config),
        start_(config_.phases.front().start),
        planned_(world_.with_plan(planning::intended_facts(input.plan.openings, programme_))),
        notes_(planning::annotate(input.plan_case, input.plan.openings)) {
    serving_ = config_.classes.empty() ? config_.kinds.front().id : config_.classes.front().id;
    if (const world::Objective* coverage = config_.coverage_objective()) {
      serving_ = coverage->kind;
      report_.minutes = coverage->minutes;
    }
  }

  Result<Report> build() {
    head();
    phases();
    sites();
    places();
    coverage();
    if (input_.extent != Extent::kCoverage) {
      if (Result<void> done = orders(); !done) return tl::unexpected(done.error());
    }
    objectives();
    if (!brief()) {
      report_.notes = notes(input_);
      sources();
    }
    report_.outlines = input_.outlines;
    report_.outlines_are_indicative = input_.outlines_are_indicative;
    report_.plan_hash = io::sha256_hex(input_.plan_json);
    return std::move(report_);
  }

 private:
  bool brief() const { return input_.extent != Extent::kWhole; }
  Text area_name(const std::string& id) const {
    const world::AreaVersion* area = programme_.find_area(id, start_);
    return area == nullptr ? i18n::same(id) : area->name;
  }
  std::string region_of(const std::string& district) const {
    return world_.gazetteer().region_of(district, start_);
  }
  Text source_title(const std::string& id) const {
    const world::Source* source = programme_.find_source(id);
    return i18n::same(source == nullptr ? id : source->title);
  }

  void head() {
    report_.programme = config_.name;
    report_.area = config_.country;
    report_.area_name = area_name(config_.country);
    report_.status = planning::name(input_.plan.status);
    report_.as_of = input_.as_of;
    report_.currency = config_.currency;
  }

  void phases() {
    for (const world::Phase& phase : config_.phases) {
      Phase shown{phase.id, phase.start, phase.end, phase.budget, 0, 0, phase.confidence};
      for (const OpeningNote& note : notes_) {
        if (note.site.phase != phase.id) continue;
        shown.spent += note.open_cost;
        ++shown.openings;
      }
      report_.phases.push_back(std::move(shown));
    }
  }

  Site site(const world::Fact& fact) const {
    const world::Place& place = *programme_.find_place(fact.place);
    const world::SiteKind& kind = *programme_.find_kind(fact.property("kind"));
    Site shown;
    shown.id = fact.id;
    shown.name = {fact.property("name_kk"), fact.property("name_ru"), fact.property("name_en")};
    shown.kind = kind.id;
    shown.kind_name = kind.name;
    shown.is_house = kind.is(serving_);
    shown.place = place.name;
    shown.district = area_name(place.area);
    shown.region_id = region_of(place.area);
    shown.region = area_name(shown.region_id);
    shown.point = place.point;
    shown.year_cost = kind.year_cost;
    shown.staff = kind.staff;
    shown.source = source_title(fact.provenance.source);
    shown.confidence = fact.provenance.confidence;
    return shown;
  }

  void sites() {
    for (const world::Fact* fact : world_.facts(world::kSites)) {
      if (brief() || !fact->period.contains(start_)) continue;
      report_.sites.push_back(site(*fact));
      site_place_.push_back(fact->place);
    }
    for (const OpeningNote& note : notes_) {
      Site shown = site(planning::intended_facts({note.site}, programme_).front());
      const auto phase = std::find_if(config_.phases.begin(), config_.phases.end(),
                                      [&](const auto& p) { return p.id == note.site.phase; });
      shown.phase = static_cast<int>(phase - config_.phases.begin());
      shown.open_cost = note.open_cost;
      shown.newly_reached = note.newly_reached;
      shown.because = note.because;
      shown.source = i18n::say(i18n::Phrase{"report.source_plan", {}});
      shown.confidence = programme_.find_kind(note.site.kind)->confidence;
      report_.sites.push_back(std::move(shown));
      site_place_.push_back(note.site.place);
    }
  }

  void places() {
    reached_.push_back(planning::reached_points(planned_, serving_, report_.minutes, start_));
    for (const world::Phase& phase : config_.phases) {
      reached_.push_back(planning::reached_points(planned_, serving_, report_.minutes, phase.end));
    }
    std::map<std::string, std::string> region_of_area;
    for (const world::DemandPoint& point : world_.demand().points) {
      const std::string& area = programme_.places[point.place].area;
      const auto [known, is_new] = region_of_area.try_emplace(area);
      if (is_new) known->second = region_of(area);
      region_of_point_.push_back(&known->second);
    }
    region_names_ = std::move(region_of_area);
    if (brief()) return;
    const Nearest nearest = nearest_sites();
    for (size_t i : shown_points()) {
      const world::DemandPoint& point = world_.demand().points[i];
      const world::Place& place = programme_.places[point.place];
      Place shown{place.name,  area_name(place.area), *region_of_point_[i],
                  place.point, point.people,          -2,
                  -1,          std::nullopt};
      for (size_t t = reached_.size(); t-- > 0;) {
        if (reached_[t][i]) shown.reached = static_cast<int>(t) - 1;
      }
      if (nearest.site[i] >= 0) {
        shown.site = nearest.site[i];
        shown.seconds = nearest.seconds[i];
      }
      report_.places.push_back(std::move(shown));
    }
  }

  // By point: the serving site that is nearest at the end, of equals the first; -1: none.
  struct Nearest {
    std::vector<int> site;
    std::vector<int32_t> seconds;
  };
  Nearest nearest_sites() const {
    const size_t n = world_.demand().points.size();
    Nearest found{std::vector<int>(n, -1), std::vector<int32_t>(n, 0)};
    std::set<std::string> seen;  // a second site at a place is never nearer
    for (size_t s = 0; s < report_.sites.size(); ++s) {
      if (!report_.sites[s].is_house || !seen.insert(site_place_[s]).second) continue;
      const world::Place* place = programme_.find_place(site_place_[s]);
      planned_.travel().for_each_arrival(static_cast<size_t>(place - programme_.places.data()),
                                         [&](size_t i, int32_t seconds) {
                                           if (found.site[i] >= 0 && found.seconds[i] <= seconds)
                                             return;
                                           found.site[i] = static_cast<int>(s);
                                           found.seconds[i] = seconds;
                                         });
    }
    return found;
  }

  // A page lists and draws no more settlements than a reader can take in: the most populous ones.
  std::vector<size_t> shown_points() const {
    const auto& points = world_.demand().points;
    std::vector<size_t> shown(points.size());
    std::iota(shown.begin(), shown.end(), size_t{0});
    if (shown.size() <= kMostPlacesShown) return shown;
    std::nth_element(
        shown.begin(), shown.begin() + kMostPlacesShown, shown.end(), [&](size_t a, size_t b) {
          return points[a].people != points[b].people ? points[a].people > points[b].people : a < b;
        });
    shown.resize(kMostPlacesShown);
    std::sort(shown.begin(), shown.end());
    return shown;
  }

  // People reached before the plan and at each phase's end; `people` says how many of a point
  // count.
  template <typename People>
  Coverage cover(std::string id, Text name, const People& people) const {
    Coverage line{std::move(id), std::move(name), 0, 0,
                  std::vector<int64_t>(config_.phases.size(), 0)};
    for (size_t i = 0; i < world_.demand().points.size(); ++i) {
      const int64_t here = people(i);
      line.people += here;
      if (reached_[0][i]) line.before += here;
      for (size_t t = 1; t < reached_.size(); ++t) {
        if (reached_[t][i]) line.by_phase[t - 1] += here;
      }
    }
    return line;
  }

  void coverage() {
    const auto& points = world_.demand().points;
    for (size_t g = 0; g < programme_.groups.size(); ++g) {
      report_.groups.push_back(cover(programme_.groups[g].id, programme_.groups[g].name,
                                     [&](size_t i) { return points[i].by_group[g]; }));
    }
    std::stable_sort(report_.groups.begin(), report_.groups.end(),
                     [](const auto& a, const auto& b) { return a.people > b.people; });
    for (const std::string& region : region_ids(input_.plan_case)) {
      report_.regions.push_back(cover(region, area_name(region), [&](size_t i) {
        return *region_of_point_[i] == region ? points[i].people : 0;
      }));
    }
  }

  Result<void> orders() {
    const Result<std::vector<directive::Verdict>> with_plan =
        planning::check(input_.plan_case, input_.plan.openings);
    if (!with_plan) return tl::unexpected(with_plan.error());
    const std::vector<std::string> fragile = planning::fragile_orders(
        input_.plan_case, input_.plan.openings,
        world_.with_slower_travel(config_.travel.slack_percent), *with_plan);
    for (size_t i = 0; i < input_.plan_case.directives.size(); ++i) {
      const Directive& directive = input_.plan_case.directives[i];
      const Result<directive::Verdict> today =
          directive::judge(directive, world_, nullptr, input_.as_of);
      if (!today) return tl::unexpected(today.error());
      report_.orders.push_back(order(directive, *today, (*with_plan)[i]));
      report_.orders.back().fragile =
          std::find(fragile.begin(), fragile.end(), directive.id) != fragile.end();
    }
    return {};
  }

  Order order(const Directive& directive, const directive::Verdict& today,
              const directive::Verdict& plan) const {
    static constexpr std::array kModalities{"ordered", "required", "supported", "described"};
    static constexpr std::array kForces{"binding", "preferred", "watched"};
    Order shown;
    shown.id = directive.id;
    shown.text = directive.text;
    shown.modality = kModalities[static_cast<size_t>(directive.modality)];
    shown.date = directive.date;
    shown.passage = directive.passage;
    shown.source = source_title(directive.source);
    for (const std::string& id : directive::responsible(directive, programme_, input_.as_of)) {
      const world::Body* body = programme_.find_body(id);
      shown.bodies.push_back(body == nullptr ? i18n::same(id) : body->name);
    }
    shown.due = today.due;
    shown.due_is_interpreted = today.due_is_interpreted;
    for (const directive::Interpretation& reading : directive.interpretations) {
      if (!reading.chosen) {
        shown.other_readings.push_back(reading.why);
        continue;
      }
      shown.force = kForces[static_cast<size_t>(reading.force)];
      shown.why = reading.why;
      shown.decided =
          i18n::say(i18n::Phrase{"report.decided",
                                 {i18n::number(reading.version), i18n::same(reading.decided_by),
                                  i18n::date(reading.decided_on)}});
      for (const directive::Requirement& requirement : reading.require) {
        shown.requirements.push_back(
            directive::read_back(requirement, programme_, directive.due_date()));
      }
    }
    shown.today = directive::name(today.status);
    shown.plan = directive::name(plan.status);
    shown.plannable = plan.plannable;
    for (const i18n::Phrase& phrase : today.finding.witness)
      shown.witness.push_back(i18n::say(phrase));
    for (const i18n::Phrase& phrase : plan.finding.witness)
      shown.plan_witness.push_back(i18n::say(phrase));
    shown.shortfall = today.finding.shortfall;
    shown.days_left = today.days_left;
    const directive::Finding& basis = plan.plannable ? plan.finding : today.finding;
    shown.confidence = basis.sources.empty() ? Confidence::kUnverified
                                             : basis.confidence;  // nothing known rests on nothing
    shown.regions = regions_of(directive);
    return shown;
  }

  // Regions that the chosen reading names; none when it concerns the whole country.
  std::vector<std::string> regions_of(const Directive& directive) const {
    std::set<std::string> found;
    const directive::Interpretation* reading = directive.chosen();
    if (reading == nullptr) return {};
    bool everywhere = false;
    const auto add_area = [&](const std::string& id) {
      if (id.empty() || id == config_.country) {
        everywhere = true;
        return;
      }
      const world::Territory area = world_.gazetteer().territory(id, directive.date);
      for (const std::string& part : area.ids) {
        const std::string region = region_of(part);
        if (!region.empty() && region != config_.country) found.insert(region);
      }
    };
    for (const directive::Requirement& requirement : reading->require) {
      if (const auto* count = std::get_if<directive::Count>(&requirement.form))
        add_area(count->in);
      else if (const auto* reach = std::get_if<directive::Reach>(&requirement.form))
        add_area(reach->in);
      else if (const auto* every = std::get_if<directive::ForEvery>(&requirement.form);
               every != nullptr && !std::holds_alternative<directive::AreasOfKind>(every->areas)) {
        const auto areas = directive::resolve(every->areas, world_, directive.date);
        if (!areas) continue;
        for (const world::Territory& area : *areas) {
          for (const std::string& part : area.ids) {
            const std::string region = region_of(part);
            if (!region.empty()) found.insert(region);
          }
        }
      } else {
        everywhere = true;
      }
    }
    return everywhere ? std::vector<std::string>{}
                      : std::vector<std::string>(found.begin(), found.end());
  }

  void objectives() {
    for (const planning::ObjectiveResult& objective : input_.plan.objectives) {
      ObjectiveLine line;
      const std::string measure =
          "measure." + std::string(planning::name(objective.objective.measure));
      line.name = i18n::say(i18n::Phrase{measure, {}});
      if (objective.objective.minutes > 0) {
        line.name = i18n::say(
            i18n::Phrase{"report.within", {line.name, i18n::number(objective.objective.minutes)}});
      }
      line.value = std::to_string(objective.value);
      line.bound = std::to_string(objective.bound);
      line.gap = fmt::format("{:.4f} %", 100 * objective.gap);
      line.unit = i18n::say(i18n::Phrase{"unit." + objective.unit, {i18n::same(config_.currency)}});
      report_.objectives.push_back(std::move(line));
    }
  }

  void sources() {
    for (const world::Source& source : programme_.sources) {
      report_.sources.push_back({source.id, source.title, source.url, source.licence});
    }
  }

  const BuildInput& input_;
  const world::World& world_;
  const world::Programme& programme_;
  const world::Config& config_;
  Date start_;
  world::World planned_;
  std::vector<OpeningNote> notes_;
  std::string serving_;  // kind or class
  std::vector<std::string> site_place_;
  std::vector<std::vector<bool>> reached_;           // before, then at each phase's end
  std::map<std::string, std::string> region_names_;  // by area
  std::vector<const std::string*> region_of_point_;
  Report report_;
};

}  // namespace

std::vector<std::string> region_ids(const planning::Case& plan_case) {
  const Date start = plan_case.world.programme().config.phases.front().start;
  const auto& gazetteer = plan_case.world.gazetteer();
  return gazetteer.areas_of_kind(
      world::AreaKind::kRegion,
      gazetteer.territory(plan_case.world.programme().config.country, start), start);
}

Result<Report> build(const BuildInput& input) { return Builder(input).build(); }

Report for_region(const Report& country, const std::string& region_id) {
  Report report = country;
  report.regional = true;
  report.area = region_id;
  for (const Coverage& line : country.regions) {
    if (line.id == region_id) report.area_name = line.name;
  }
  // Its own sites, and those elsewhere that its people would use.
  std::set<int> kept;
  for (size_t s = 0; s < country.sites.size(); ++s) {
    if (country.sites[s].region_id == region_id) kept.insert(static_cast<int>(s));
  }
  std::erase_if(report.places, [&](const Place& place) { return place.region_id != region_id; });
  for (const Place& place : report.places) {
    if (place.site >= 0) kept.insert(place.site);
  }
  std::vector<int> new_index(country.sites.size(), -1);
  report.sites.clear();
  for (int s : kept) {
    new_index[static_cast<size_t>(s)] = static_cast<int>(report.sites.size());
    report.sites.push_back(country.sites[static_cast<size_t>(s)]);
  }
  for (Place& place : report.places) {
    if (place.site >= 0) place.site = new_index[static_cast<size_t>(place.site)];
  }
  std::erase_if(report.regions, [&](const Coverage& line) { return line.id != region_id; });
  std::erase_if(report.orders, [&](const Order& order) {
    return !order.regions.empty() &&
           std::find(order.regions.begin(), order.regions.end(), region_id) == order.regions.end();
  });
  report.groups.clear();
  for (Phase& phase : report.phases) {
    phase.spent = 0;
    phase.openings = 0;
    phase.budget.reset();
  }
  for (const Site& site : report.sites) {
    if (site.phase < 0 || site.region_id != region_id) continue;
    report.phases[static_cast<size_t>(site.phase)].spent += site.open_cost;
    ++report.phases[static_cast<size_t>(site.phase)].openings;
  }
  return report;
}

}  // namespace dostyq::report
