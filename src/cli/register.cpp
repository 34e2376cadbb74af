#include "cli/register.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/register_database.hpp"
#include "cli/show.hpp"
#include "io/file.hpp"
#include "register/discipline.hpp"
#include "register/documents.hpp"
#include "register/orders.hpp"
#include "world/assemble.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;
using registry::OrderStatus;

const Actor kKeeper{"cli", Role::kAdministrator, ""};
const Actor kReader{"cli", Role::kController, ""};

Json three(const Text& words) { return {{"kk", words.kk}, {"ru", words.ru}, {"en", words.en}}; }
Json day(const std::optional<Date>& date) { return date ? Json(date->to_string()) : Json(nullptr); }

Json to_json(const OrderStatus& status) {
  Json witness = Json::array();
  for (const i18n::Phrase& phrase : status.verdict.finding.witness)
    witness.push_back(three(i18n::say(phrase)));
  Json silent = Json::array();
  for (const registry::Silence& silence : status.silent)
    silent.push_back({{"body", silence.body}, {"since", silence.since.to_string()}});
  return {{"id", status.order->id},
          {"verdict", directive::name(status.verdict.status)},
          {"due", day(status.due.now)},
          {"original_due", day(status.due.original)},
          {"done_late_on", day(status.verdict.done_late_on)},
          {"reported_but_disagrees", status.disagrees},
          {"silent", std::move(silent)},
          {"extensions", status.due.extensions.size()},
          {"newest_evidence", day(status.freshness.newest)},
          {"bodies", status.bodies},
          {"witness", std::move(witness)}};
}

void print(const OrderStatus& status, const Context& context) {
  const std::string due = status.due.now ? status.due.now->to_string() : context.say("due.none");
  fmt::print("{}  {}  {}\n", context.paint("1", fmt::format("{:<6}", status.order->id)),
             show(status.verdict.status, context), context.paint("90", due));
  if (status.disagrees)
    fmt::print("        {}\n", context.paint("31", context.say("discipline.disagrees_here")));
  if (status.verdict.done_late_on)
    fmt::print("        {}\n",
               context.say("discipline.done_late_on", {status.verdict.done_late_on->to_string()}));
  if (status.due.now != status.due.original)
    fmt::print("        {}\n",
               context.say("discipline.extended_from", {status.due.original->to_string()}));
  if (!status.silent.empty())
    fmt::print("        {}\n",
               context.paint("90", context.say("cli.silent_bodies",
                                               {std::to_string(status.silent.size()),
                                                std::to_string(status.silent.front().days)})));
}

}  // namespace

int register_import(const RegisterArguments& arguments, const Context& context) {
  const auto files = world::read_folder(arguments.folder);
  if (!files) return context.fail(files.error());
  const auto facts = open_register(arguments, true, context);
  if (!facts) return context.fail(facts.error());
  if (arguments.preview) {
    const auto changes = (*facts)->import_changes(*files);
    if (!changes) return context.fail(changes.error());
    fmt::print("{}\n", context.json ? Json{{"entries", changes->changes.size()}}.dump(2)
                                    : context.say("cli.register_would_import",
                                                  {std::to_string(changes->changes.size())}));
    return kDone;
  }
  const auto receipt = (*facts)->import_files(
      kKeeper, *files, arguments.reason.empty() ? "import" : arguments.reason);
  if (!receipt) return context.fail(receipt.error());
  if (context.json)
    fmt::print("{}\n",
               Json{{"change", receipt->batch}, {"entries", receipt->entries.size()}}.dump(2));
  else
    fmt::print("{}\n", context.say("cli.register_imported",
                                   {std::to_string(receipt->entries.size()), arguments.folder}));
  return kDone;
}

int register_export(const RegisterArguments& arguments, const Context& context) {
  const auto facts = open_register(arguments, false, context);
  if (!facts) return context.fail(facts.error());
  const auto snapshot = snapshot_of(**facts, arguments.known_on);
  if (!snapshot) return context.fail(snapshot.error());
  std::error_code error;
  std::filesystem::create_directories(arguments.folder, error);
  std::vector<io::NewFile> files;
  for (auto& [name, bytes] : registry::to_files(**snapshot))
    files.push_back({std::filesystem::path(arguments.folder) / name, std::move(bytes)});
  const size_t count = files.size();
  if (const auto done = io::write_files(files); !done) return context.fail(done.error());
  fmt::print("{}\n", context.json ? Json{{"files", count}}.dump(2)
                                  : context.say("cli.register_exported",
                                                {std::to_string(count), arguments.folder}));
  return kDone;
}

int register_status(const RegisterArguments& arguments, const Context& context) {
  const auto facts = open_register(arguments, false, context);
  if (!facts) return context.fail(facts.error());
  const auto snapshot = snapshot_of(**facts, arguments.known_on);
  if (!snapshot) return context.fail(snapshot.error());
  Date as_of = (*facts)->today();
  if (!arguments.as_of.empty()) {
    const Result<Date> typed = parse_date(arguments.as_of, "--as-of");
    if (!typed) return context.fail(typed.error());
    as_of = *typed;
  }
  const auto documents = registry::document_days((*facts)->database());
  if (!documents) return context.fail(documents.error());
  const auto found = registry::discipline(**snapshot, as_of, *documents);
  if (!found) return context.fail(found.error());
  if (context.json) {
    Json list = Json::array();
    for (const OrderStatus& status : found->statuses) list.push_back(to_json(status));
    fmt::print("{}\n", Json{{"as_of", as_of.to_string()},
                            {"entry", (*snapshot)->state.sequence()},
                            {"orders", std::move(list)}}
                           .dump(2));
    return kDone;
  }
  for (const OrderStatus& status : found->statuses) print(status, context);
  const registry::Tally& t = found->overall;
  fmt::print("\n{}\n", context.say("cli.register_tally",
                                   {std::to_string(t.orders), std::to_string(t.met),
                                    std::to_string(t.on_track), std::to_string(t.at_risk),
                                    std::to_string(t.not_met), std::to_string(t.no_data)}));
  return kDone;
}

int register_history(const RegisterArguments& arguments, const Context& context) {
  const auto facts = open_register(arguments, false, context);
  if (!facts) return context.fail(facts.error());
  const auto entries = (*facts)->history(kReader, arguments.table, arguments.record);
  if (!entries) return context.fail(entries.error());
  Json list = Json::array();
  for (const registry::Entry& entry : *entries) {
    if (context.json) {
      list.push_back({{"version", entry.version},
                      {"change", entry.batch},
                      {"at", entry.at},
                      {"author", entry.author},
                      {"role", entry.role},
                      {"removed", entry.removed},
                      {"undoes", entry.undoes},
                      {"reason", entry.reason},
                      {"evidence", entry.evidence},
                      {"cells", entry.cells}});
      continue;
    }
    fmt::print("{}  {}  {} ({})  {}\n", context.paint("1", fmt::format("v{}", entry.version)),
               entry.at.substr(0, 16), entry.author, entry.role, entry.reason);
    for (const auto& [column, text] : entry.cells)
      if (text.size() < 200) fmt::print("      {} = {}\n", column, text);
  }
  if (context.json) fmt::print("{}\n", list.dump(2));
  return kDone;
}

}  // namespace dostyq::cli
