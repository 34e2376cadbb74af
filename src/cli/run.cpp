#include "cli/run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>

#include "cli/commands.hpp"
#include "cli/read.hpp"
#include "cli/register.hpp"
#include "cli/roads.hpp"
#include "cli/routes.hpp"
#include "cli/solve.hpp"
#include "cli/solve_models.hpp"
#include "cli/solve_options.hpp"
#include "cli/solve_orienteering.hpp"

namespace dostyq::cli {
namespace {

StopFlag stop_flag;

// The first Ctrl-C asks long work to stop and keep the best; the second one ends the program.
extern "C" void on_interrupt(int signal) {
  if (stop_flag.requested()) std::_Exit(128 + signal);
  stop_flag.request();
}

Language language_of_environment() {
  for (const char* variable : {"DOSTYQ_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    if (const auto language = parse_language(std::string_view(value).substr(0, 2)))
      return *language;
  }
  return Language::kEnglish;
}

class CommandLine {
 public:
  CommandLine()
      : app_("Plans a network of public-accord centres from the orders that create it.", "dostyq") {
    app_.set_version_flag("--version", "dostyq 0.1.0");
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.add_option("--lang", language_, "kk, ru or en; else DOSTYQ_LANG or LANG")
        ->check(CLI::IsMember({"kk", "ru", "en"}));
    app_.add_flag("--json", context_.json, "one JSON object on stdout");
    app_.add_flag("--no-color", no_colour_, "no colours even on a terminal");
    app_.footer(
        "Examples:\n"
        "  dostyq new my-programme                       a small working programme to start from\n"
        "  dostyq check programmes/kazakhstan            validate every file at once\n"
        "  dostyq plan programmes/kazakhstan --out out   plan, re-check, report\n"
        "  dostyq status programmes/kazakhstan --as-of 2027-04-25\n"
        "  dostyq explain programmes/kazakhstan --site korday\n"
        "  dostyq read report.html                       draft orders from a published report\n"
        "  dostyq solve pmedian villages.csv --p 20      one location model on points of your own\n"
        "Exit codes: 0 done, 1 our fault, 2 bad input, 3 the orders conflict, 4 stopped before any "
        "plan was found, 5 the database failed.");
    add_plan();
    add_check();
    add_status();
    add_explain();
    add_directives();
    add_read();
    add_tables();
    add_register();
    add_keeping();
    add_roads();
    add_solve();
    add_serve();
    add_routes();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? kDone : kBadInput;
    }
    context_.language = language_.empty() ? language_of_environment() : *parse_language(language_);
    const bool colours = !no_colour_ && std::getenv("NO_COLOR") == nullptr;
    context_.colour_out = colours && isatty(STDOUT_FILENO) != 0;
    context_.colour_err = colours && isatty(STDERR_FILENO) != 0;
    context_.stop = &stop_flag;
    std::signal(SIGINT, on_interrupt);
    std::signal(SIGTERM, on_interrupt);
    return command_();
  }

 private:
  CLI::App* command(CLI::App& parent, const char* name, const char* help,
                    std::function<int()> work) {
    CLI::App* sub = parent.add_subcommand(name, help);
    sub->callback([this, work = std::move(work)] { command_ = work; });
    sub->fallthrough();
    return sub;
  }

  static void folder(CLI::App* sub, std::string& target) {
    sub->add_option("folder", target, "programme folder")->required();
  }

  static void case_options(CLI::App* sub, CaseArguments& arguments) {
    folder(sub, arguments.folder);
    sub->add_option("--reading", arguments.readings, "choose another interpretation: R1=any-house");
  }

  static void slip_option(CLI::App* sub, CaseArguments& arguments) {
    sub->add_option("--slip", arguments.slips, "move an order's date: R2=2030-12-31");
  }

  static void solve_options(CLI::App* sub, CaseArguments& arguments) {
    case_options(sub, arguments);
    slip_option(sub, arguments);
    sub->add_option("--lock", arguments.lock, "must open: PLACE[:KIND[:PHASE]]");
    sub->add_option("--forbid", arguments.forbid, "must not open: PLACE[:KIND[:PHASE]]");
    sub->add_option("--without", arguments.without, "leave an order out, by id");
    sub->add_option("--not-before", arguments.not_before,
                    "open only in phases that end after this day");
    sub->add_option("--previous", arguments.previous,
                    "an earlier plan.json: change as little as possible");
    sub->add_option("--time-limit", arguments.time_limit,
                    "seconds, shared among the objectives; the best plan so far is kept")
        ->check(CLI::NonNegativeNumber);
    sub->add_option("--gap", arguments.gap,
                    "each objective may stop when proven to within this share of it: 1%");
  }

  void add_plan() {
    CLI::App* sub = command(app_, "plan", "find the best plan that meets the orders",
                            [this] { return plan(plan_, context_); });
    solve_options(sub, plan_);
    sub->add_option("--out", plan_.out, "folder for plan.json, GeoJSON, CSV and the reports");
    sub->add_option("--as-of", plan_.as_of, "day of the verdicts \"today\" in the reports");
    sub->add_option("--threads", plan_.threads,
                    "threads for scenarios and reports; 0: all (no answer depends on it)")
        ->check(CLI::NonNegativeNumber);
    sub->add_flag("--sensitivity", plan_.sensitivity,
                  "also solve with other costs, travel times, seasons and thresholds");
    sub->add_flag("--no-reports", plan_.no_reports, "only plan.json, sites.geojson, sites.csv");
    sub->footer(
        "Examples:\n  dostyq plan programmes/kazakhstan --out out --lang ru\n"
        "  dostyq plan country --gap 1% --time-limit 300 --out out     very many settlements\n"
        "  dostyq plan programmes/kazakhstan --out new --previous out/plan.json --forbid korday "
        "--json");
    CLI::App* check_plan = command(app_, "verify", "judge a plan.json by the evaluator alone",
                                   [this] { return verify(verify_, context_); });
    case_options(check_plan, verify_);
    check_plan->add_option("plan", verify_.plan, "plan.json")->required();
    CLI::App* compared = command(app_, "compare", "two plans side by side",
                                 [this] { return compare(compare_, context_); });
    compared->add_option("a", compare_.a, "plan.json or its folder")->required();
    compared->add_option("b", compare_.b, "plan.json or its folder")->required();
  }

  void add_check() {
    CLI::App* sub = command(app_, "check", "validate a programme folder, all problems at once",
                            [this] { return check(check_, context_); });
    folder(sub, check_.folder);
    sub->add_flag("--fix", check_.fix, "rewrite CSV files as UTF-8 with commas first");
    CLI::App* made = command(app_, "new", "make a small working programme to start from",
                             [this] { return create(new_folder_, context_); });
    folder(made, new_folder_);
  }

  void add_status() {
    CLI::App* sub = command(app_, "status", "every order's verdict on a day",
                            [this] { return status(status_, context_); });
    case_options(sub, status_);
    sub->add_option("--as-of", status_.as_of, "day, YYYY-MM-DD; else today");
    sub->add_option("--plan", status_.adopted,
                    "the adopted plan.json: tells on track from at risk");
    sub->add_option("--order", status_.only, "only this order");
  }

  void add_explain() {
    CLI::App* sub =
        command(app_, "explain", "why the orders clash; why a site; what an order costs",
                [this] { return explain(explain_, context_); });
    solve_options(sub, explain_);
    sub->add_flag("--all", explain_.all, "all minimal conflicts, not only a smallest one");
    sub->add_option("--site", explain_.site, "why here: PLACE[:KIND]");
    sub->add_option("--not", explain_.not_site,
                    "why not there, and what forcing it costs: PLACE[:KIND]");
    sub->add_flag("--price", explain_.price, "what each order costs");
  }

  void add_directives() {
    CLI::App* group = app_.add_subcommand("directives", "the orders and their language");
    group->require_subcommand(1);
    group->fallthrough();
    case_options(command(*group, "lint", "flag orders without a body, number, date or resources",
                         [this] { return lint(directives_, context_); }),
                 directives_);
    case_options(command(*group, "show", "orders, interpretations, requirements read back",
                         [this] { return show_directives(directives_, context_); }),
                 directives_);
    command(*group, "schema", "JSON Schema for editors", [this] { return print_schema(context_); });
    CLI::App* area = command(app_, "area", "find an area by its name on a day",
                             [this] { return find_area(area_, context_); });
    folder(area, area_.folder);
    area->add_option("name", area_.name, "name in any language")->required();
    area->add_option("--at", area_.at, "day, YYYY-MM-DD; else today");
    area->add_option("--in", area_.within, "only within this area (id)");
  }

  void add_read() {
    CLI::App* sub = command(app_, "read", "draft orders from a published report",
                            [this] { return read_report(read_, context_); });
    sub->add_option("source", read_.source, "text, HTML, PDF or DOCX; - for standard input")
        ->required();
    sub->add_option("--programme", read_.programme,
                    "programme folder whose places and bodies are looked up; else Kazakhstan's");
    sub->add_option("--published", read_.published,
                    "the page's day, YYYY-MM-DD, when it does not say it itself");
    sub->add_option("--text", read_.text, "file for the text that begin and end count in");
    sub->add_option("--draft", read_.draft, "file for directives.toml drafts");
    sub->add_option("--source", read_.source_id,
                    "for --draft: the source's id in sources.csv; else the one of that day");
    sub->add_option("--review", read_.review, "HTML file to confirm, edit or reject each draft");
    sub->add_option("--decisions", read_.decisions,
                    "the review's decisions file: --draft then holds what was confirmed");
    sub->add_flag("--all", read_.all, "also sentences that oblige nobody");
    sub->footer(
        "Examples:\n  dostyq read report.html --review review.html\n"
        "  dostyq read report.html --decisions decisions.json --draft directives.toml\n"
        "  dostyq read report.pdf --json --lang kk\n"
        "A draft binds nobody until a person has confirmed it. Exit code 0 also when the source "
        "obliges nobody; 2 when it "
        "cannot be read.");
  }

  static void road_options(CLI::App* sub, RoadArguments& arguments) {
    sub->add_option(
           "roads", arguments.roads,
           "a hierarchy of roads build, an extract (.osm.pbf, .osm, .osm.gz, .osm.bz2), or a "
           "DIMACS .gr with .co beside")
        ->required();
    sub->add_option("--profile", arguments.profile, "car, foot, or a TOML file (docs/roads.md)");
    sub->add_option("--season", arguments.season, "a season of the profile: winter");
    sub->add_option("--threads", arguments.threads, "0: all of the machine");
    sub->add_option("--snap-limit", arguments.snap_limit_metres,
                    "metres; a point farther from every road is not joined")
        ->check(CLI::PositiveNumber);
    sub->add_option("--last-mile-kmh", arguments.last_mile_kmh, "between a point and the road")
        ->check(CLI::PositiveNumber);
  }

  void add_roads() {
    CLI::App* group = app_.add_subcommand("roads", "travel times over real roads");
    group->require_subcommand(1);
    group->fallthrough();
    CLI::App* built = command(*group, "build", "prepare roads for quick questions",
                              [this] { return roads_build(road_build_, context_); });
    road_options(built, road_build_);
    built->add_option("--out", road_build_.out, "the hierarchy's file")->required();
    CLI::App* info = command(*group, "info", "what a hierarchy holds",
                             [this] { return roads_info(road_info_, context_); });
    road_options(info, road_info_);
    CLI::App* route = command(*group, "route", "the quickest way between two points",
                              [this] { return roads_route(road_route_, context_); });
    road_options(route, road_route_);
    route->add_option("--from", road_route_.from, "LON,LAT")->required();
    route->add_option("--to", road_route_.to, "LON,LAT")->required();
    route->add_option("--out", road_route_.out, "GeoJSON file of the way");
    CLI::App* nearest =
        command(*group, "nearest", "the nearest sites of every point, as CSV: id,site,seconds",
                [this] { return roads_nearest(road_nearest_, context_); });
    road_options(nearest, road_nearest_);
    nearest->add_option("--points", road_nearest_.points, "CSV: id,lon,lat")->required();
    nearest->add_option("--sites", road_nearest_.sites, "CSV: id,lon,lat")->required();
    nearest->add_option("--k", road_nearest_.k, "how many sites")->check(CLI::Range(1, 255));
    nearest->add_option("--within", road_nearest_.within_minutes, "minutes")
        ->check(CLI::PositiveNumber);
    nearest->add_flag("--from-sites", road_nearest_.from_sites,
                      "times from the sites, not to them");
    nearest->add_option("--out", road_nearest_.out, "CSV file; else stdout");
    CLI::App* matrix = command(*group, "matrix", "times between all pairs, as CSV: from,to,seconds",
                               [this] { return roads_matrix(road_matrix_, context_); });
    road_options(matrix, road_matrix_);
    matrix->add_option("--from", road_matrix_.from, "CSV: id,lon,lat")->required();
    matrix->add_option("--to", road_matrix_.to, "CSV: id,lon,lat")->required();
    matrix->add_option("--out", road_matrix_.out, "CSV file; else stdout");
    CLI::App* isochrone = command(*group, "isochrone", "what is within reach, as GeoJSON polygons",
                                  [this] { return roads_isochrone(road_isochrone_, context_); });
    road_options(isochrone, road_isochrone_);
    CLI::Option_group* where = isochrone->add_option_group("where");
    where->add_option("--at", road_isochrone_.at, "LON,LAT of one site");
    where->add_option("--sites", road_isochrone_.sites, "CSV of several: id,lon,lat");
    where->require_option(1);
    isochrone->add_option("--within", road_isochrone_.within_minutes, "minutes: 15,30,60");
    isochrone->add_flag("--from-sites", road_isochrone_.from_sites,
                        "leaving the sites, not going to them");
    isochrone->add_option("--out", road_isochrone_.out, "GeoJSON file; else stdout");
    group->footer(
        "Examples:\n  dostyq roads build kazakhstan.osm.pbf --out kz.hierarchy\n"
        "  dostyq roads nearest kz.hierarchy --points villages.csv --sites houses.csv --k 3 "
        "--within "
        "60 --out nearest.csv\n"
        "  dostyq roads isochrone kz.hierarchy --at 71.37,42.90 --within 30,60 --out "
        "reach.geojson");
  }

  void add_solve() {
    CLI::App* group = app_.add_subcommand("solve", "one location model on an instance");
    group->require_subcommand(1);
    group->fallthrough();
    for (const SolveModel& model : solve_models()) {
      CLI::App* sub = command(*group, std::string(name(model.model)).c_str(), model.help,
                              [this, which = model.model] {
                                solve_.model = which;
                                return solve(solve_, context_);
                              });
      add_solve_options(*sub, model.model, solve_);
      sub->footer(std::string("Examples:\n  ") + model.example);
    }
    for (const bool team : {false, true}) add_orienteering(*group, team);
  }

  void add_orienteering(CLI::App& group, bool team) {
    CLI::App* sub = command(group, team ? "top" : "op",
                            team ? "routes, each within the limit: the most score together"
                                 : "one route within the limit: the most score",
                            [this, team] {
                              orienteering_.team = team;
                              return solve_orienteering(orienteering_, context_);
                            });
    sub->add_option("instance", orienteering_.instance,
                    "an OPLib file (NODE_SCORE_SECTION) or one of Chao (n, m, tmax, x y score)")
        ->required();
    if (team)
      sub->add_option("--routes", orienteering_.routes, "how many routes; else as the file says")
          ->check(CLI::Range(1, 100));
    sub->add_option("--time-limit", orienteering_.time_limit,
                    "seconds; the best routes so far are kept")
        ->check(CLI::NonNegativeNumber);
    sub->add_option("--threads", orienteering_.threads, "of the search; 0: all of the machine");
    sub->add_option("--seed", orienteering_.seed, "of random choices");
    sub->add_option("--out", orienteering_.out, "JSON file of the answer, as --json prints it");
    sub->add_option("--check", orienteering_.check,
                    "do not solve: recount this answer from the instance; exit code 0 or 1");
    sub->footer(team ? "Examples:\n  dostyq solve top p4.2.a.txt --time-limit 60 --json\n"
                       "  dostyq solve top kroA100-gen1-50.oplib --routes 2"
                     : "Examples:\n  dostyq solve op kroA100-gen2-50.oplib --out answer.json\n"
                       "  dostyq solve op kroA100-gen2-50.oplib --check answer.json");
  }

  void tourist_options(CLI::App* sub, bool days) {
    case_options(sub, tourist_);
    sub->add_option("--profile", tourist_.profile, "whose taste: citizens or foreign-guests");
    sub->add_option("--as-of", tourist_.as_of, "day that Houses are open on; else today");
    sub->add_option("--date", tourist_.date,
                    "first day of travel: closed days and seasons are looked at");
    sub->add_option("--from", tourist_.starts, "when a day begins, HH:MM");
    sub->add_option("--until", tourist_.ends, "when a day ends, HH:MM");
    sub->add_option("--driving", tourist_.driving_hours, "hours at the wheel in a day, at most")
        ->check(CLI::Range(0.0, 24.0));
    if (days) sub->add_option("--days", tourist_.days, "of a new route")->check(CLI::Range(1, 30));
    sub->add_option("--out", tourist_.out,
                    "folder for GPX, KML, GeoJSON, JSON-LD, page and sheets in kk, ru, en");
    sub->add_option("--url", tourist_.url, "where they are published, for the code on the sheet");
    sub->add_option("--time-limit", tourist_.time_limit, "seconds; the best so far is kept")
        ->check(CLI::NonNegativeNumber);
  }

  void add_routes() {
    CLI::App* group = app_.add_subcommand("routes", "Houses on tourist routes");
    group->require_subcommand(1);
    group->fallthrough();
    CLI::App* insert = command(*group, "insert", "add Houses to popular routes, least detour",
                               [this] { return routes_insert(tourist_, context_); });
    tourist_options(insert, false);
    CLI::App* design = command(*group, "design", "a new route of several days, most score",
                               [this] { return routes_design(tourist_, context_); });
    tourist_options(design, true);
    design->add_option("--start", tourist_.start, "id of a House or attraction")->required();
    design->add_option("--end", tourist_.end, "the same; else where it starts");
    design->add_option("--must", tourist_.must, "a stop that must be passed")
        ->allow_extra_args(false);
    design->add_option("--region", tourist_.region, "attractions of this area alone");
    CLI::App* cover = command(*group, "cover", "every open House on a route, fewest new routes",
                              [this] { return routes_cover(tourist_, context_); });
    tourist_options(cover, true);
    for (CLI::App* sub : {insert, cover}) {
      sub->add_option("--detour", tourist_.detour, "minutes that one day may grow by")
          ->check(CLI::NonNegativeNumber);
    }
    CLI::App* brought = command(*group, "import", "attractions from tags of OpenStreetMap, as CSV",
                                [this] { return routes_import(brought_, context_); });
    brought->add_option("extract", brought_.extract, ".osm.pbf, .osm, .osm.gz, .osm.bz2")
        ->required();
    brought->add_option("--out", brought_.out, "CSV file; else stdout");
    group->footer(
        "Examples:\n  dostyq routes insert programmes/kazakhstan --profile foreign-guests\n"
        "  dostyq routes design programmes/kazakhstan --start h02-astana --days 3 --must "
        "h05-kokshetau\n"
        "  dostyq routes cover programmes/kazakhstan --profile citizens --out routes\n"
        "  dostyq routes import kazakhstan.osm.pbf --out attractions.csv");
  }

  static void database_options(CLI::App* sub, DatabaseArguments& arguments) {
    sub->add_option("--data", arguments.data, "folder of the database and the key, as of serve");
    sub->add_option("--database", arguments.database,
                    "sqlite:FILE or postgresql://user@server/name; else a file in the folder");
  }

  void add_register() {
    CLI::App* group = app_.add_subcommand("register", "the register: dated facts with history");
    group->require_subcommand(1);
    group->fallthrough();
    CLI::App* in =
        command(*group, "import", "bring a programme folder in; entries only for what differs",
                [this] { return register_import(register_, context_); });
    in->add_option("folder", register_.folder, "programme folder")->required();
    in->add_option("--reason", register_.reason, "stands in the history");
    in->add_flag("--preview", register_.preview, "only count what would change");
    CLI::App* out = command(*group, "export", "write the register as a programme folder",
                            [this] { return register_export(register_, context_); });
    out->add_option("folder", register_.folder, "folder to write")->required();
    CLI::App* status = command(*group, "status", "every order's verdict from the records",
                               [this] { return register_status(register_, context_); });
    status->add_option("--as-of", register_.as_of, "day, YYYY-MM-DD; else today");
    for (CLI::App* sub : {out, status})
      sub->add_option("--known-on", register_.known_on, "as it was known at the end of this day");
    CLI::App* history = command(*group, "history", "all versions of a record",
                                [this] { return register_history(register_, context_); });
    history->add_option("table", register_.table, "sites, bodies, a register …")->required();
    history->add_option("record", register_.record, "id")->required();
    for (CLI::App* sub : {in, out, status, history}) database_options(sub, register_);
    group->footer(
        "Examples:\n  dostyq register import programmes/kazakhstan\n"
        "  dostyq register status --as-of 2027-04-25 --known-on 2026-12-31\n"
        "  dostyq register history sites h04-semey --json");
  }

  void add_keeping() {
    CLI::App* group = app_.add_subcommand("audit", "the audit log of the register");
    group->require_subcommand(1);
    group->fallthrough();
    CLI::App* verified = command(*group, "verify", "find whatever was edited, deleted or cut off",
                                 [this] { return audit_verify(audit_, context_); });
    verified->add_option("--head", audit_.head, "a head that audit head wrote earlier");
    verified->add_option("--key", audit_.key, "public key that it must be signed with");
    CLI::App* head = command(*group, "head", "the signed head, to keep elsewhere",
                             [this] { return audit_head(audit_, context_); });
    head->add_option("--out", audit_.out, "file; else stdout");
    for (CLI::App* sub : {verified, head}) database_options(sub, audit_);
    CLI::App* saved =
        command(app_, "backup", "copy the register's database into a file, also while it is used",
                [this] { return backup(copy_, context_); });
    CLI::App* back = command(app_, "restore", "bring a backup into an empty database",
                             [this] { return restore(copy_, context_); });
    for (CLI::App* sub : {saved, back})
      sub->add_option("file", copy_.file, "the backup")->required();
    CLI::App* moved = command(app_, "migrate", "move the register to another database, compared",
                              [this] { return migrate(copy_, context_); });
    moved
        ->add_option("--to", copy_.to,
                     "postgresql://user@server/name, sqlite:FILE, or postgres: the one that "
                     "DOSTYQ_POSTGRES names")
        ->required();
    for (CLI::App* sub : {back, moved})
      sub->add_flag("--replace", copy_.replace, "delete what the target holds first");
    for (CLI::App* sub : {saved, back, moved}) database_options(sub, copy_);
  }

  void add_serve() {
    CLI::App* sub = command(app_, "serve", "the portal: register, directive control, public map",
                            [this] { return serve(serve_, context_); });
    sub->add_option("--data", serve_.data, "folder of the database and the key");
    sub->add_option("--database", serve_.database,
                    "postgresql://user@server/name, or postgres: the one that DOSTYQ_POSTGRES "
                    "names; else a file in the folder");
    sub->add_option("--programme", serve_.programme, "brought in when the register is empty");
    sub->add_option("--bind", serve_.bind, "address to listen on");
    sub->add_option("--port", serve_.port, "0: any that is free")->check(CLI::Range(0, 65535));
    sub->add_option("--host", serve_.hosts, "a name that browsers may ask for");
    sub->add_flag("--behind-proxy", serve_.behind_proxy,
                  "believe X-Forwarded-For and -Proto of a proxy on this machine");
    sub->add_flag("--demo", serve_.demo, "on the first run an account of every role");
    sub->add_option("--second-factor", serve_.second_factor,
                    "roles that must set a second factor up before they can do anything else")
        ->delimiter(',')
        ->check(CLI::IsMember({"viewer", "officer", "secretariat", "controller", "administrator"}));
    sub->add_option("--log", serve_.log, "off, errors or requests; JSON lines on stderr")
        ->check(CLI::IsMember({"off", "errors", "requests"}));
    sub->add_option("--workers", serve_.workers, "worker threads")->check(CLI::Range(1, 256));
    sub->add_option("--connections", serve_.connections, "open at the same time")
        ->check(CLI::Range(1, 100000));
    sub->footer(
        "Examples:\n  dostyq serve --programme programmes/kazakhstan\n"
        "  dostyq serve --behind-proxy --host dostyq.example --data /var/lib/dostyq\n"
        "docs/serving.md tells the rest.");
  }

  void add_tables() {
    CLI::App* out = command(app_, "export", "all tables as one XLSX workbook", [this] {
      return export_workbook(workbook_folder_, workbook_, context_);
    });
    folder(out, workbook_folder_);
    out->add_option("file", workbook_, "workbook.xlsx")->required();
    CLI::App* blank = command(app_, "template",
                              "an empty XLSX workbook: every table with its columns and lists "
                              "(export gives a pre-filled one)",
                              [this] { return write_template(workbook_, context_); });
    blank->add_option("file", workbook_, "workbook.xlsx")->required();
    CLI::App* in =
        command(app_, "import", "replace the tables by those of a workbook, all or nothing",
                [this] { return import_workbook(workbook_folder_, workbook_, context_); });
    folder(in, workbook_folder_);
    in->add_option("file", workbook_, "workbook.xlsx")->required();
  }

  CLI::App app_;
  Context context_;
  std::string language_, new_folder_, workbook_folder_, workbook_;
  bool no_colour_ = false;
  PlanArguments plan_;
  VerifyArguments verify_;
  CompareArguments compare_;
  ServeArguments serve_;
  RoadArguments road_build_, road_info_;
  RouteArguments road_route_;
  NearestArguments road_nearest_;
  MatrixArguments road_matrix_;
  IsochroneArguments road_isochrone_;
  SolveArguments solve_;
  OrienteeringArguments orienteering_;
  TouristArguments tourist_;
  AttractionArguments brought_;
  CheckArguments check_;
  StatusArguments status_;
  ExplainArguments explain_;
  CaseArguments directives_;
  AreaArguments area_;
  RegisterArguments register_;
  AuditArguments audit_;
  CopyArguments copy_;
  ReadArguments read_;
  std::function<int()> command_;
};

}  // namespace

int run(int argc, char** argv) {
  try {
    return CommandLine().run(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("dostyq: out of memory\n", stderr);
  } catch (const std::exception& error) {
    fmt::print(stderr, "dostyq: {}\n", error.what());
  }
  return kOurFault;
}

}  // namespace dostyq::cli
