#include "cli/routes.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/plan_outputs.hpp"
#include "cli/status_name.hpp"
#include "io/file.hpp"
#include "report/route_sheet.hpp"
#include "routes/cover.hpp"
#include "routes/design.hpp"
#include "routes/export.hpp"
#include "world/gazetteer.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;
using routes::Itinerary;
using routes::Tourism;

std::string status_words(optim::MipStatus status, const Context& context) {
  return context.say(std::string("routes.status.") + status_name(status));
}

/// What every routes command reads before it begins.
struct Session {
  planning::Case loaded;
  Date day;
  std::optional<Date> date;
  routes::DayRules rules;
  Tourism tourism;
};

Checked<Session> open(const TouristArguments& arguments, const Context& context) {
  const auto bad = [](Error error) { return tl::unexpected(Problems{std::move(error)}); };
  const auto profile = routes::parse_profile(arguments.profile);
  if (!profile)
    return bad({ErrorCode::kBadInput, "routes.unknown_profile", {arguments.profile}, {}});
  const auto starts = routes::parse_time(arguments.starts),
             ends = routes::parse_time(arguments.ends);
  if (!starts || !ends) {
    return bad({ErrorCode::kBadInput,
                "routes.bad_time",
                {"--from, --until", starts ? arguments.ends : arguments.starts},
                {}});
  }
  Checked<planning::Case> loaded = load(arguments, context);
  if (!loaded) return tl::unexpected(loaded.error());
  Session session{std::move(*loaded), today(), std::nullopt, {}, {}};
  session.rules = {*starts, *ends, static_cast<int>(std::lround(60 * arguments.driving_hours))};
  if (!arguments.as_of.empty()) {
    const Result<Date> day = parse_date(arguments.as_of, "--as-of");
    if (!day) return bad(day.error());
    session.day = *day;
  }
  if (!arguments.date.empty()) {
    const Result<Date> date = parse_date(arguments.date, "--date");
    if (!date) return bad(date.error());
    session.date = *date;
  }
  Checked<Tourism> tourism =
      routes::read_tourism(session.loaded.world, arguments.folder, *profile, session.day);
  if (!tourism) return tl::unexpected(tourism.error());
  session.tourism = std::move(*tourism);
  return session;
}

Json three(const Text& text) { return {{"kk", text.kk}, {"ru", text.ru}, {"en", text.en}}; }

Json to_json(const Itinerary& route, const Tourism& tourism) {
  Json days = Json::array();
  for (const routes::DayPlan& day : route.days) {
    Json visits = Json::array();
    for (const routes::Visit& visit : day.visits) {
      const routes::Stop& stop = tourism.stops[visit.stop];
      visits.push_back({{"stop", stop.id},
                        {"name", three(stop.name)},
                        {"house", stop.house},
                        {"arrives", routes::show_time(visit.arrives)},
                        {"begins", routes::show_time(visit.begins)},
                        {"leaves", routes::show_time(visit.leaves)},
                        {"driving_minutes", visit.driving},
                        {"confidence", std::string(name(stop.confidence))}});
    }
    days.push_back({{"from", tourism.stops[day.from].id},
                    {"visits", std::move(visits)},
                    {"night", tourism.stops[day.night].id},
                    {"ends", routes::show_time(day.ends)},
                    {"driving_minutes", day.driving}});
  }
  return {{"id", route.id},
          {"name", three(route.name)},
          {"profile", route.profile},
          {"score", route.score},
          {"houses_added", route.inserted},
          {"detour_minutes", route.detour_minutes},
          {"days", std::move(days)}};
}

Json list(const std::vector<Itinerary>& all, const Tourism& tourism) {
  Json json = Json::array();
  for (const Itinerary& route : all) json.push_back(to_json(route, tourism));
  return json;
}

Json list(const std::vector<routes::LeftOut>& all, const Tourism& tourism) {
  Json json = Json::array();
  for (const routes::LeftOut& one : all) {
    json.push_back(
        {{"house", tourism.stops[one.house].id},
         {"nearest_route", one.route.empty() ? Json(nullptr) : Json(one.route)},
         {"least_detour_minutes", one.least_detour < 0 ? Json(nullptr) : Json(one.least_detour)}});
  }
  return json;
}

Json beginning(const Session& session, optim::MipStatus status) {
  return {{"status", status_name(status)},
          {"profile", routes::name(session.tourism.profile)},
          {"as_of", session.day.to_string()},
          {"travel", session.tourism.travel},
          {"points_passed_over", session.tourism.unknown_stops}};
}

void print(const Itinerary& route, const Tourism& tourism, const Context& context) {
  fmt::print("{}\n", context.paint("1", route.name.in(context.language)));
  int number = 0;
  for (const routes::DayPlan& day : route.days) {
    fmt::print(" {}\n", routes::day_words(tourism, ++number, day, context.language));
    for (const routes::Visit& visit : day.visits) {
      fmt::print("{}\n",
                 context.say("routes.stop_line",
                             {routes::show_time(visit.begins), routes::show_time(visit.leaves),
                              tourism.stops[visit.stop].name.in(context.language)}));
    }
  }
}

Result<report::SheetLand> sheet_land(const world::Programme& programme, Date day,
                                     const std::filesystem::path& folder) {
  report::SheetLand land;
  Result<std::vector<report::Outline>> outlines =
      programme_outlines(folder, programme, day, land.indicative);
  if (!outlines) return tl::unexpected(outlines.error());
  land.outlines = std::move(*outlines);
  return land;
}

/// Every format in every language, and what --json prints.
int deliver(const std::vector<Itinerary>& all, const Json& json, const Session& session,
            const TouristArguments& arguments, const Context& context) {
  if (!arguments.out.empty()) {
    const std::filesystem::path folder = arguments.out;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    const routes::Publication publication{session.tourism, all,
                                          session.loaded.world.programme().config.name,
                                          arguments.url, session.day};
    const Result<report::SheetLand> land =
        sheet_land(session.loaded.world.programme(), session.day, arguments.folder);
    if (!land) return context.fail(land.error());
    std::vector<io::NewFile> files{{folder / "routes.json", json.dump(2) + "\n"}};
    for (const Language language : kLanguages) {
      const std::string stem = "routes." + std::string(code(language));
      files.push_back({folder / (stem + ".gpx"), routes::gpx(publication, language)});
      files.push_back({folder / (stem + ".kml"), routes::kml(publication, language)});
      files.push_back({folder / (stem + ".geojson"), routes::geojson(publication, language)});
      files.push_back({folder / (stem + ".jsonld"), routes::json_ld(publication, language)});
      files.push_back({folder / (stem + ".html"), routes::page(publication, language)});
      files.push_back(
          {folder / (stem + ".pdf"), report::route_sheets(publication, *land, language)});
    }
    if (const Result<void> done = io::write_files(files); !done) return context.fail(done.error());
    if (!context.json) fmt::print(stderr, "{}\n", context.say("routes.written", {arguments.out}));
  }
  if (context.json) fmt::print("{}\n", json.dump(2));
  return kDone;
}

routes::InsertQuestion insert_question(const Session& session, const TouristArguments& arguments,
                                       const Context& context) {
  routes::InsertQuestion question;
  question.rules = session.rules;
  question.most_detour_minutes = arguments.detour;
  question.date = session.date;
  if (arguments.time_limit > 0) question.time_limit_seconds = arguments.time_limit;
  question.stop = context.stop;
  return question;
}

void say_insertion(const routes::Insertion& insertion, const Tourism& tourism,
                   const Context& context) {
  for (const std::string& point : tourism.unknown_stops)
    fmt::print(stderr, "{}\n", context.say("routes.skipped_point", {point}));
  for (const std::string& route : insertion.unchanged)
    fmt::print("{}\n", context.say("routes.unchanged", {route}));
  for (const Itinerary& route : insertion.routes) {
    if (route.inserted.empty()) continue;
    std::string houses;
    for (const std::string& house : route.inserted) {
      const auto stop = tourism.find(house);
      houses += (houses.empty() ? "" : "; ") + tourism.stops[*stop].name.in(context.language);
    }
    fmt::print("{}\n", context.say("routes.added", {route.name.in(context.language), houses,
                                                    std::to_string(route.detour_minutes)}));
  }
}

}  // namespace

int routes_insert(const TouristArguments& arguments, const Context& context) {
  const Checked<Session> session = open(arguments, context);
  if (!session) return context.fail(session.error());
  const Tourism& tourism = session->tourism;
  const routes::Insertion insertion =
      routes::insert_houses(tourism, insert_question(*session, arguments, context));
  Json json = beginning(*session, insertion.status);
  json["houses"] = tourism.houses;
  json["houses_on_routes"] = insertion.on_routes;
  json["houses_bound"] = insertion.bound;
  json["detour_minutes"] = insertion.detour_minutes;
  json["routes"] = list(insertion.routes, tourism);
  json["routes_unchanged"] = insertion.unchanged;
  json["left_out"] = list(insertion.left_out, tourism);
  if (!context.json) {
    say_insertion(insertion, tourism, context);
    for (const routes::LeftOut& one : insertion.left_out) {
      const std::string house = tourism.stops[one.house].name.in(context.language);
      fmt::print("{}\n", one.least_detour < 0
                             ? context.say("routes.left_out_no_route", {house})
                             : context.say("routes.left_out",
                                           {house, one.route, std::to_string(one.least_detour)}));
    }
    fmt::print("{}\n", context.say("routes.inserted", {std::to_string(insertion.on_routes),
                                                       std::to_string(tourism.houses),
                                                       std::to_string(insertion.detour_minutes),
                                                       status_words(insertion.status, context)}));
  }
  return deliver(insertion.routes, json, *session, arguments, context);
}

int routes_cover(const TouristArguments& arguments, const Context& context) {
  const Checked<Session> session = open(arguments, context);
  if (!session) return context.fail(session.error());
  const Tourism& tourism = session->tourism;
  routes::CoverQuestion question;
  question.insert = insert_question(*session, arguments, context);
  question.days = arguments.days;
  const routes::Cover cover =
      routes::cover_houses(tourism, session->loaded.world, session->day, question);
  Json json = beginning(*session, cover.status);
  json["houses"] = tourism.houses;
  json["routes_known"] = cover.known;
  json["routes_new"] = cover.routes.size() - cover.known;
  json["routes_new_bound"] = cover.new_bound;
  json["all_routes_looked_at"] = cover.complete;
  json["routes"] = list(cover.routes, tourism);
  json["regions_missing"] = Json::array();
  for (const routes::MissingRegion& region : cover.missing)
    json["regions_missing"].push_back(
        {{"region", region.region}, {"name", three(region.name)}, {"reason", "no_open_house"}});
  if (!context.json) {
    for (const Itinerary& route : cover.routes) print(route, tourism, context);
    for (const routes::MissingRegion& region : cover.missing)
      fmt::print("{}\n", context.say("routes.missing_region", {region.name.in(context.language)}));
    fmt::print("{}\n",
               context.say("routes.covered",
                           {std::to_string(cover.routes.size()),
                            std::to_string(cover.routes.size() - cover.known),
                            std::to_string(cover.new_bound), status_words(cover.status, context)}));
  }
  return deliver(cover.routes, json, *session, arguments, context);
}

int routes_design(const TouristArguments& arguments, const Context& context) {
  const Checked<Session> session = open(arguments, context);
  if (!session) return context.fail(session.error());
  const Tourism& tourism = session->tourism;
  routes::DesignQuestion question;
  question.days = arguments.days;
  question.rules = session->rules;
  question.date = session->date;
  const auto find = [&](const std::string& id) -> Result<size_t> {
    if (const auto stop = tourism.find(id)) return *stop;
    return fail("routes.unknown_stop", {id});
  };
  const Result<size_t> start = find(arguments.start);
  if (!start) return context.fail(start.error());
  const Result<size_t> end = arguments.end.empty() ? start : find(arguments.end);
  if (!end) return context.fail(end.error());
  question.start = *start;
  question.end = *end;
  for (const std::string& id : arguments.must) {
    const Result<size_t> stop = find(id);
    if (!stop) return context.fail(stop.error());
    question.mandatory.push_back(*stop);
  }
  for (size_t s = tourism.houses; s < tourism.stops.size(); ++s) {
    if (arguments.region.empty() || tourism.stops[s].region == arguments.region)
      question.stops.push_back(s);
  }
  routes::DesignOptions options;
  if (arguments.time_limit > 0) options.time_limit_seconds = arguments.time_limit;
  options.stop = context.stop;
  routes::Design design = routes::design(tourism, question, options);
  std::vector<Itinerary> all;
  const bool found = !design.itinerary.days.empty();
  if (found) {
    design.itinerary.id = arguments.start + "-" + std::to_string(arguments.days);
    for (const Language language : kLanguages) {
      design.itinerary.name.in(language) = tourism.stops[*start].name.in(language);
      if (*end != *start)
        design.itinerary.name.in(language) += " – " + tourism.stops[*end].name.in(language);
    }
    all.push_back(design.itinerary);
  }
  Json json = beginning(*session, design.status);
  json["objective"] = found ? Json(design.score) : Json(nullptr);
  json["bound"] = design.bound;
  json["gap"] = found && design.score > 0 ? Json(static_cast<double>(design.bound - design.score) /
                                                 static_cast<double>(design.score))
                                          : Json(nullptr);
  json["day_plans"] = design.day_plans;
  json["all_days_looked_at"] = design.complete;
  json["routes"] = list(all, tourism);
  if (!context.json && found) {
    print(all[0], tourism, context);
    fmt::print("{}\n",
               context.say("routes.designed",
                           {std::to_string(design.score), std::to_string(design.bound),
                            status_words(design.status, context), std::to_string(arguments.days)}));
  }
  const int code = deliver(all, json, *session, arguments, context);
  if (code != kDone || found) return code;
  if (!context.json) fmt::print(stderr, "{}\n", context.say("routes.no_design"));
  return design.status == optim::MipStatus::kInfeasible ? kConflict : kLimit;
}

}  // namespace dostyq::cli
