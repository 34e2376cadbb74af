#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "portal/overview.hpp"
#include "portal/route.hpp"
#include "portal/scenario_runs.hpp"
#include "portal/uploads.hpp"
#include "register/plan_desk.hpp"
#include "register/readings.hpp"
#include "register/search.hpp"
#include "register/verdict_turns.hpp"
#include "store/signing.hpp"

namespace dostyq::portal {

/// What the resources of the register work with; outlives the routes. Thread-safe.
struct RegisterServices {
  explicit RegisterServices(registry::Register& register_)
      : facts(register_), overviews(register_) {}

  registry::Register& facts;
  Overviews overviews;
  registry::Searcher searcher;
  registry::Choices choices;
  registry::Turns turns;
  Uploads uploads;
  ScenarioRuns runs;
  std::function<bool()> has_demo_accounts;  ///< empty: nobody knows
  registry::PlanDesk desk;                  ///< last: it ends before what its runs tell
  std::optional<store::SigningKey>
      key;  ///< signs heads of the audit log; nothing: heads are not given
};
using Facts = std::shared_ptr<RegisterServices>;

/// All of them.
void add_register_routes(RouteTable& table, const Facts& facts);

// One function and one file for each resource.
void add_programme_routes(RouteTable& table, const Facts& facts);
void add_map_routes(RouteTable& table, const Facts& facts);
void add_site_routes(RouteTable& table, const Facts& facts);
void add_order_routes(RouteTable& table, const Facts& facts);
void add_order_action_routes(RouteTable& table, const Facts& facts);
void add_interpretation_routes(RouteTable& table, const Facts& facts);
void add_region_routes(RouteTable& table, const Facts& facts);
void add_body_routes(RouteTable& table, const Facts& facts);
void add_assembly_routes(RouteTable& table, const Facts& facts);
void add_search_routes(RouteTable& table, const Facts& facts);
void add_record_routes(RouteTable& table, const Facts& facts);
void add_history_routes(RouteTable& table, const Facts& facts);
void add_evidence_routes(RouteTable& table, const Facts& facts);
void add_scenario_routes(RouteTable& table, const Facts& facts);
void add_reading_routes(RouteTable& table, const Facts& facts);
void add_job_routes(RouteTable& table, const Facts& facts);
void add_audit_routes(RouteTable& table, const Facts& facts);

// --- what they share

/// A GET that everybody may see and that is the same for all until the register changes.
Route public_get(std::string path, std::string name, std::string summary, Handler handler);
Route route(http::Method method, std::string path, std::string name, std::string summary,
            accounts::Permission permission, Handler handler);
Parameter text_parameter(std::string name, std::string summary,
                         std::vector<std::string> one_of = {});
Parameter flag_parameter(std::string name, std::string summary);
Parameter day_parameter(std::string name, std::string summary);
Parameter count_parameter(std::string name, std::string summary, double least, double most);
Parameter number_parameter(std::string name, std::string summary, double least, double most);

/// Whether an officer reaches into another region is decided by the register, which knows every
/// area, place and body of a record (registry::allow); the guard lets the own region through.
extern const RegionOf kDecidedByRegister;

/// Calls `make` with the newest overview.
using WithOverview = std::function<http::Answer(const Call&, const Overview&)>;
Handler with_overview(const Facts& facts, WithOverview make);
/// Calls `make` with the newest map's part, without waiting for all verdicts.
using WithMap = std::function<http::Answer(const Call&, const MapBase&)>;
Handler with_map(const Facts& facts, WithMap make);

/// {item, changed, change} of a write, where `changed` are the verdicts that it moved.
Json written(const registry::Snapshot& before, const registry::Receipt& receipt, Json item,
             Date today);
/// The body as a JSON object; 400 or 422 else. Unknown fields are refused.
tl::expected<Json, http::Problem> object_of(const Call& call,
                                            const std::vector<std::string>& fields);
/// A text field; "" when it is absent or null. Other types are 422.
tl::expected<std::string, http::Problem> text_of(const Json& object, const std::string& field);
/// Ids in `evidence`, a list or one id.
tl::expected<std::vector<std::string>, http::Problem> ids_of(const Json& object,
                                                             const std::string& field);
/// If-Match of a record's version: 428 without, 412 when it is another one.
tl::expected<void, http::Problem> must_match(const Call& call, int64_t version);
std::string version_tag(int64_t version);
http::Response tagged_answer(const Call& call, const Json& json, int64_t version);
/// A file to keep: `name` with its ending.
http::Response download(std::string bytes, std::string_view type, const std::string& name);

Json document_view(const registry::Snapshot& snapshot, const store::Database& database,
                   const std::string& id, const accounts::Principal& who);
/// A brief of every order in `orders` (statuses' ids), in the programme's order.
Json briefs(const Overview& overview, const std::function<bool(const Json&)>& wanted);

}  // namespace dostyq::portal
