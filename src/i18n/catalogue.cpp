#include "i18n/catalogue.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace dostyq::i18n {
namespace {

struct RawMessage {
  std::string key;
  std::array<std::string, 3> texts;
};

bool is_message(const toml::table& table) {
  return std::any_of(table.begin(), table.end(),
                     [](const auto& entry) { return entry.second.is_string(); });
}

/// A message is a table with kk, ru and en; ["a.b"] and [a.b] name the same key.
void collect(const toml::table& table, const std::string& key, std::vector<RawMessage>& out,
             std::vector<std::string>& problems) {
  if (!key.empty() && is_message(table)) {
    RawMessage message{key, {}};
    for (Language language : kLanguages) {
      const auto text = table[code(language)].value<std::string>();
      if (!text || text->empty())
        problems.push_back(key + ": no text for " + std::string(code(language)));
      message.texts[static_cast<size_t>(language)] = text.value_or("");
    }
    if (table.size() > kLanguages.size()) problems.push_back(key + ": more than kk, ru, en");
    out.push_back(std::move(message));
    return;
  }
  for (const auto& [name, node] : table) {
    const std::string inner =
        key.empty() ? std::string(name.str()) : key + "." + std::string(name.str());
    if (const toml::table* child = node.as_table()) {
      collect(*child, inner, out, problems);
    } else {
      problems.push_back(inner + ": not a table of kk, ru, en");
    }
  }
}

std::vector<RawMessage> read(const MessageFile& file, std::vector<std::string>& problems) {
  std::vector<RawMessage> messages;
  try {
    collect(toml::parse(file.text, file.name), "", messages, problems);
  } catch (const toml::parse_error& error) {
    problems.push_back("line " + std::to_string(error.source().begin.line) + ": " +
                       std::string(error.description()));
  }
  return messages;
}

}  // namespace

Catalogue::Catalogue(std::span<const MessageFile> files, std::vector<std::string>& problems) {
  for (const MessageFile& file : files) {
    std::vector<std::string> here;
    for (RawMessage& message : read(file, here)) {
      std::string complaint;
      auto pattern = [&](Language language) {
        return Pattern(message.texts[static_cast<size_t>(language)], language, &complaint);
      };
      std::array<Pattern, 3> patterns{pattern(kLanguages[0]), pattern(kLanguages[1]),
                                      pattern(kLanguages[2])};
      if (!complaint.empty()) here.push_back(message.key + ": " + complaint);
      if (!messages_.emplace(message.key, std::move(patterns)).second) {
        here.push_back(message.key + ": said twice");
      }
    }
    for (const std::string& problem : here)
      problems.push_back(std::string(file.name) + ": " + problem);
  }
}

const Pattern* Catalogue::find(std::string_view key, Language language) const {
  const auto it = messages_.find(key);
  return it == messages_.end() ? nullptr : &it->second[static_cast<size_t>(language)];
}

std::vector<std::string> Catalogue::keys() const {
  std::vector<std::string> keys;
  keys.reserve(messages_.size());
  for (const auto& [key, patterns] : messages_) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

const Catalogue& Catalogue::built_in() {
  // A bad message is found by messages_test; here it only must not hide the good ones.
  static const Catalogue catalogue = [] {
    std::vector<std::string> problems;
    Catalogue read(embedded_messages(), problems);
    for (const std::string& problem : problems) {
      std::fprintf(stderr, "src/i18n/messages/%s\n", problem.c_str());
    }
    return read;
  }();
  return catalogue;
}

}  // namespace dostyq::i18n
