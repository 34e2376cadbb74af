#include "behaviour_case.hpp"

#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace dostyq::trial {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("there is no file " + path.filename().string());
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

void put_missing(toml::table& table, std::string_view key, auto value) {
  if (!table.contains(key)) table.insert(key, std::move(value));
}

toml::table text(const std::string& words) {
  return toml::table{{"kk", words}, {"ru", words}, {"en", words}};
}

/// Moves a key from one table to another, if it is there.
void move_key(toml::table& from, std::string_view key, toml::table& to, std::string_view new_key) {
  const toml::node* node = from.get(key);
  if (node == nullptr) return;
  node->visit([&](const auto& value) { to.insert_or_assign(new_key, value); });
  from.erase(key);
}

void complete_interpretation(toml::table& reading) {
  put_missing(reading, "id", std::string("reading"));
  put_missing(reading, "version", int64_t{1});
  put_missing(reading, "decided_by", std::string("test"));
  put_missing(reading, "decided_on", toml::date{2026, 2, 1});
  put_missing(reading, "why", text("because"));
  put_missing(reading, "force", std::string("binding"));
}

/// What a story need not say of an order: everything that no machine looks at.
toml::table complete_directive(toml::table order) {
  const std::string id = order["id"].value_or(std::string("R"));
  put_missing(order, "text", text(order["says"].value_or(id)));
  order.erase("says");
  put_missing(order, "source", std::string("decree"));
  put_missing(order, "date", toml::date{2026, 1, 15});
  put_missing(order, "passage", int64_t{1});
  put_missing(order, "issuer", std::string("president"));
  put_missing(order, "bodies", toml::array{});
  put_missing(order, "modality", std::string("ordered"));
  if (order.contains("require")) {
    toml::table reading;
    for (const char* key : {"require", "force", "weight"}) move_key(order, key, reading, key);
    move_key(order, "our_due", reading, "due");
    reading.insert("chosen", true);
    order.insert("interpretation", toml::array{std::move(reading)});
  }
  if (toml::array* readings = order["interpretation"].as_array()) {
    for (toml::node& reading : *readings) complete_interpretation(*reading.as_table());
  }
  return order;
}

planning::SitePick pick(const std::string& text) {
  planning::SitePick found;
  std::istringstream parts(text);
  std::getline(parts, found.place, ':');
  std::getline(parts, found.kind, ':');
  std::getline(parts, found.phase, ':');
  return found;
}

}  // namespace

BehaviourCase::BehaviourCase(const fs::path& file, const fs::path& folder) : folder_(folder) {
  try {
    story_ = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    std::ostringstream what;
    what << error;
    throw std::runtime_error(what.str());
  }
  if (story_["about"].value_or(std::string()).empty())
    throw std::runtime_error("say what it is about");
  static const std::set<std::string_view> kKeys{
      "about",  "programme", "files", "edit",       "append",       "directive", "reading", "lock",
      "forbid", "without",   "slip",  "not_before", "cost_percent", "previous",  "expect"};
  for (const auto& [key, value] : story_) {
    if (!kKeys.contains(key.str())) throw std::runtime_error("unknown: " + std::string(key.str()));
  }
  const toml::table* expect = story_["expect"].as_table();
  if (expect == nullptr) throw std::runtime_error("there is no [expect]");
  expect_ = *expect;
  copy_programme(file.parent_path() / "programmes");
  edit_files();
  write_directives();
}

void BehaviourCase::copy_programme(const fs::path& programmes) const {
  fs::remove_all(folder_);
  fs::create_directories(folder_);
  const std::string name = story_["programme"].value_or(std::string("small"));
  for (const auto& entry : fs::directory_iterator(programmes / name)) {
    fs::copy_file(entry.path(), folder_ / entry.path().filename());
  }
}

void BehaviourCase::edit_files() const {
  if (const toml::table* files = story_["files"].as_table()) {
    for (const auto& [name, bytes] : *files) {
      write(folder_ / std::string(name.str()), bytes.value_or(std::string()));
    }
  }
  if (const toml::array* edits = story_["edit"].as_array()) {
    for (const toml::node& node : *edits) {
      const toml::table& edit = *node.as_table();
      const fs::path path = folder_ / edit["file"].value_or(std::string());
      const std::string find = edit["find"].value_or(std::string());
      std::string bytes = read(path);
      const size_t at = bytes.find(find);
      if (at == std::string::npos) throw std::runtime_error("nothing to edit: " + find);
      write(path, bytes.replace(at, find.size(), edit["put"].value_or(std::string())));
    }
  }
  if (const toml::table* append = story_["append"].as_table()) {
    for (const auto& [name, rows] : *append) {
      const fs::path path = folder_ / (std::string(name.str()) + ".csv");
      std::string bytes = read(path);
      for (const std::string& row : strings(rows)) bytes += row + "\n";
      write(path, bytes);
    }
  }
}

void BehaviourCase::write_directives() const {
  if (fs::exists(folder_ / "directives.toml")) return;
  toml::table file{{"format", 1}};
  toml::array orders;
  if (const toml::array* told = story_["directive"].as_array()) {
    for (const toml::node& order : *told) orders.push_back(complete_directive(*order.as_table()));
  }
  if (!orders.empty()) file.insert("directive", std::move(orders));
  std::ostringstream bytes;
  bytes << file << "\n";
  write(folder_ / "directives.toml", bytes.str());
}

planning::PlanOptions BehaviourCase::options() const {
  planning::PlanOptions options;
  const auto list = [&](const char* key) {
    const toml::node* node = story_.get(key);
    return node == nullptr ? std::vector<std::string>{} : strings(*node);
  };
  for (const std::string& text : list("lock")) options.lock.push_back(pick(text));
  for (const std::string& text : list("forbid")) options.forbid.push_back(pick(text));
  for (const std::string& id : list("without")) options.without.insert(id);
  if (story_.contains("not_before"))
    options.not_before = Date::parse(written(*story_.get("not_before")));
  options.cost_percent = static_cast<int>(story_["cost_percent"].value_or(int64_t{100}));
  if (story_.contains("previous")) {
    options.previous.emplace();
    for (const std::string& text : list("previous")) options.previous->push_back(opening(text));
  }
  return options;
}

std::map<std::string, std::string> BehaviourCase::readings() const {
  std::map<std::string, std::string> found;
  if (const toml::table* readings = story_["reading"].as_table()) {
    for (const auto& [id, reading] : *readings) found.emplace(id.str(), written(reading));
  }
  return found;
}

std::map<std::string, Date> BehaviourCase::slips() const {
  std::map<std::string, Date> found;
  if (const toml::table* slips = story_["slip"].as_table()) {
    for (const auto& [id, day] : *slips) found.emplace(id.str(), *Date::parse(written(day)));
  }
  return found;
}

planning::PlannedSite opening(const std::string& text) {
  planning::PlannedSite site;
  std::istringstream(text) >> site.phase >> site.place >> site.kind;
  return site;
}

std::string show(const planning::PlannedSite& site) {
  return site.phase + " " + site.place + " " + site.kind;
}

std::vector<std::string> strings(const toml::node& node) {
  std::vector<std::string> found;
  if (const toml::array* array = node.as_array()) {
    for (const toml::node& item : *array) found.push_back(written(item));
  } else {
    found.push_back(written(node));
  }
  return found;
}

std::string written(const toml::node& node) {
  if (const auto text = node.value<std::string>(); text && node.is_string()) return *text;
  std::ostringstream out;
  node.visit([&](const auto& value) {
    if constexpr (toml::is_value<decltype(value)>) out << value.get();
  });
  return out.str();
}

}  // namespace dostyq::trial
