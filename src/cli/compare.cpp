#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "io/file.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;

Result<Json> read_plan(const std::string& path) {
  const std::filesystem::path file = std::filesystem::is_directory(path)
                                         ? std::filesystem::path(path) / "plan.json"
                                         : std::filesystem::path(path);
  const Result<std::string> text = io::read_file(file);
  if (!text) return tl::unexpected(text.error());
  Json json = Json::parse(*text, nullptr, false);
  if (json.is_discarded() || !json.is_object())
    return fail("planning.plan_not_json", {}, {file.string(), 0, ""});
  if (json.value("format", Json()) != Json(1))
    return fail("planning.plan_format", {}, {file.string(), 0, "/format"});
  for (const char* key : {"objectives", "openings", "directives"}) {
    if (!json.contains(key) || !json[key].is_array())
      return fail("planning.plan_no_openings", {}, {file.string(), 0, std::string("/") + key});
  }
  return json;
}

std::string word(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object[key].is_string()
             ? object[key].get<std::string>()
             : "";
}

int64_t whole(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object[key].is_number_integer()
             ? object[key].get<int64_t>()
             : 0;
}

std::map<std::string, Json> by(const Json& list, const char* key) {
  std::map<std::string, Json> found;
  for (const Json& entry : list) found[word(entry, key)] = entry;
  return found;
}

std::string opening_id(const Json& opening) {
  return word(opening, "phase") + " " + word(opening, "place") + " " + word(opening, "kind");
}

std::string opening_line(const Json& opening, const Context& context) {
  const std::string language(code(context.language));
  const auto name = [&](const char* key) {
    return opening.contains(key) ? word(opening[key], language.c_str()) : std::string();
  };
  return fmt::format("{}  {}: {}", word(opening, "phase"), name("place_name"), name("kind_name"));
}

}  // namespace

int compare(const CompareArguments& arguments, const Context& context) {
  const Result<Json> a = read_plan(arguments.a), b = read_plan(arguments.b);
  if (!a) return context.fail(a.error());
  if (!b) return context.fail(b.error());
  Json out{{"a", arguments.a},        {"b", arguments.b},        {"objectives", Json::array()},
           {"only_a", Json::array()}, {"only_b", Json::array()}, {"verdicts", Json::array()}};
  const auto objectives_a = by((*a)["objectives"], "name"),
             objectives_b = by((*b)["objectives"], "name");
  for (const auto& [name, objective] : objectives_a) {
    const auto other = objectives_b.find(name);
    if (other == objectives_b.end()) continue;
    out["objectives"].push_back({{"name", name},
                                 {"a", whole(objective, "shown")},
                                 {"b", whole(other->second, "shown")},
                                 {"unit", word(objective, "unit")}});
  }
  std::map<std::string, Json> openings_a, openings_b;
  for (const Json& opening : (*a)["openings"]) openings_a[opening_id(opening)] = opening;
  for (const Json& opening : (*b)["openings"]) openings_b[opening_id(opening)] = opening;
  for (const auto& [id, opening] : openings_a) {
    if (!openings_b.contains(id)) out["only_a"].push_back(opening);
  }
  for (const auto& [id, opening] : openings_b) {
    if (!openings_a.contains(id)) out["only_b"].push_back(opening);
  }
  const auto verdicts_b = by((*b)["directives"], "id");
  for (const auto& [id, verdict] : by((*a)["directives"], "id")) {
    const auto other = verdicts_b.find(id);
    const std::string mine = word(verdict, "verdict"),
                      theirs = other == verdicts_b.end() ? "" : word(other->second, "verdict");
    if (mine != theirs) out["verdicts"].push_back({{"id", id}, {"a", mine}, {"b", theirs}});
  }
  if (context.json) {
    fmt::print("{}\n", out.dump(2));
    return kDone;
  }
  fmt::print("A  {}\nB  {}\n\n", arguments.a, arguments.b);
  for (const Json& row : out["objectives"]) {
    const std::string unit = word(row, "unit");
    const int64_t left = row["a"].get<int64_t>(), right = row["b"].get<int64_t>();
    fmt::print("  {:<48} {:>18}  {:>18}  ({}{})\n", row["name"].get<std::string>(),
               show(left, unit, "", context), show(right, unit, "", context),
               right > left ? "+" : "", show(right - left, unit, "", context));
  }
  fmt::print("\n{}\n", context.say("cli.same_openings",
                                   {std::to_string(openings_a.size() - out["only_a"].size())}));
  for (const Json& opening : out["only_a"])
    fmt::print("  {}\n", context.paint("31", "A  " + opening_line(opening, context)));
  for (const Json& opening : out["only_b"])
    fmt::print("  {}\n", context.paint("32", "B  " + opening_line(opening, context)));
  for (const Json& row : out["verdicts"]) {
    fmt::print("  {:<7} A: {}  B: {}\n", row["id"].get<std::string>(),
               context.say("status." + row["a"].get<std::string>()),
               row["b"].get<std::string>().empty()
                   ? "–"
                   : context.say("status." + row["b"].get<std::string>()));
  }
  return kDone;
}

}  // namespace dostyq::cli
