#include "directive/choose.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <vector>

namespace dostyq::directive {
namespace {

/// Where each line of a text begins, to find what the parser names by line and column.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    for (size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') begins_.push_back(i + 1);
  }

  size_t begin_of(uint32_t line) const { return begins_[line - 1]; }
  size_t end_of(uint32_t line) const {
    return line < begins_.size() ? begins_[line] : text_.size();
  }
  /// Columns count characters, not bytes.
  size_t at(toml::source_position where) const {
    size_t byte = begin_of(where.line);
    for (uint32_t column = 1; column < where.column && byte < text_.size(); ++column) {
      ++byte;
      while (byte < text_.size() && (static_cast<unsigned char>(text_[byte]) & 0xC0U) == 0x80U)
        ++byte;
    }
    return byte;
  }

 private:
  std::string_view text_;
  std::vector<size_t> begins_{0};
};

struct Edit {
  size_t from = 0, to = 0;
  std::string instead;
};

ReadingName name_of(const toml::table& reading) {
  return {reading["id"].value_or(std::string()), static_cast<int>(reading["version"].value_or(1))};
}

const toml::table* order_of(const toml::table& root, const std::string& id) {
  const toml::array* orders = root["directive"].as_array();
  for (size_t i = 0; orders != nullptr && i < orders->size(); ++i) {
    const toml::table* order = (*orders)[i].as_table();
    if (order != nullptr && (*order)["id"].value_or(std::string()) == id) return order;
  }
  return nullptr;
}

/// "chosen" of one reading as it should be: its word is replaced, or a pair is put before "id".
void edit_reading(const toml::table& reading, bool chosen, const Lines& lines,
                  std::vector<Edit>& edits) {
  if (const toml::node* word = reading.get("chosen")) {
    if (word->value_or(false) != chosen)
      edits.push_back({lines.at(word->source().begin), lines.at(word->source().end),
                       chosen ? "true" : "false"});
    return;
  }
  if (!chosen) return;
  const toml::source_position id = reading.find("id")->first.source().begin;
  const size_t at = lines.at(id);
  const bool own_line = !reading.is_inline();
  const std::string indent(own_line ? at - lines.begin_of(id.line) : 0, ' ');
  edits.push_back({at, at, own_line ? "chosen = true\n" + indent : "chosen = true, "});
}

}  // namespace

Result<std::string> choose(std::string_view toml, const std::string& directive,
                           const ReadingName& reading) {
  try {
    const toml::table root = toml::parse(toml);
    const toml::table* order = order_of(root, directive);
    if (order == nullptr)
      return fail("planning.unknown_directive", {directive}, {}, ErrorCode::kNotFound);
    const toml::array* readings = (*order)["interpretation"].as_array();
    const Lines lines(toml);
    std::vector<Edit> edits;
    bool found = false;
    for (size_t i = 0; readings != nullptr && i < readings->size(); ++i) {
      const toml::table* each = (*readings)[i].as_table();
      if (each == nullptr || !each->contains("id")) continue;
      const bool wanted = name_of(*each) == reading;
      found = found || wanted;
      edit_reading(*each, wanted, lines, edits);
    }
    if (!found) return fail("planning.unknown_reading", {directive, reading.id});
    std::sort(edits.begin(), edits.end(),
              [](const Edit& a, const Edit& b) { return a.from > b.from; });
    std::string out(toml);
    for (const Edit& edit : edits) out.replace(edit.from, edit.to - edit.from, edit.instead);
    return out;
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    return fail("directive.syntax", {std::string(error.description())},
                {"directives.toml", static_cast<int>(at.line), std::to_string(at.column)});
  }
}

std::map<std::string, ReadingName> chosen_readings(std::string_view toml) {
  std::map<std::string, ReadingName> chosen;
  try {
    const toml::table root = toml::parse(toml);
    const toml::array* orders = root["directive"].as_array();
    for (size_t i = 0; orders != nullptr && i < orders->size(); ++i) {
      const toml::table* order = (*orders)[i].as_table();
      if (order == nullptr) continue;
      const toml::array* readings = (*order)["interpretation"].as_array();
      for (size_t r = 0; readings != nullptr && r < readings->size(); ++r) {
        const toml::table* reading = (*readings)[r].as_table();
        if (reading != nullptr && (*reading)["chosen"].value_or(false))
          chosen.emplace((*order)["id"].value_or(std::string()), name_of(*reading));
      }
    }
  } catch (const toml::parse_error&) {
    chosen.clear();
  }
  return chosen;
}

}  // namespace dostyq::directive
