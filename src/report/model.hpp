#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/confidence.hpp"
#include "base/coordinate.hpp"
#include "base/date.hpp"
#include "base/text.hpp"

// What a report says, before any page is drawn: the HTML and the PDF draw this and nothing else.
// Plain data, all three languages in it; built by build.hpp, written as JSON by json.hpp.
namespace dostyq::report {

struct Phase {
  std::string id;
  Date start, end;
  std::optional<int64_t> budget;
  int64_t spent = 0;
  int openings = 0;
  Confidence confidence = Confidence::kDemo;
};

struct Site {
  std::string id;
  Text name;
  std::string kind;
  Text kind_name;
  bool is_house = false;  ///< else a representation
  Text place, district, region;
  std::string region_id;
  Coordinate point;
  int phase = -1;  ///< index of a phase; -1: open already
  int64_t open_cost = 0, year_cost = 0;
  int staff = 0;
  int64_t newly_reached = 0;  ///< people within `minutes` of it and of no site opened earlier
  std::vector<std::string> because;  ///< directives that need it
  Text source;
  Confidence confidence = Confidence::kDemo;
};

struct Place {
  Text name, district;
  std::string region_id;
  Coordinate point;
  int64_t people = 0;
  int reached = -2;  ///< -1: before the plan; 0..: in that phase; -2: not reached
  int site = -1;     ///< nearest serving site at the end, index into sites; -1: none
  std::optional<int32_t> seconds;
};

struct Order {
  std::string id;
  Text text;
  std::string modality;  ///< ordered, required, supported, described
  Date date;
  int passage = 0;
  Text source;
  std::vector<Text> bodies;
  std::optional<Date> due;
  bool due_is_interpreted = false;
  std::string force;               ///< binding, preferred, watched, "" without interpretation
  Text why;                        ///< of the interpretation
  Text decided;                    ///< "version 1, Dostyq, 23.11.2026"
  std::vector<Text> requirements;  ///< read back
  std::vector<Text> other_readings;
  std::string today;  ///< met, on_track, at_risk, not_met, no_data, described
  std::string plan;   ///< met, not_met, no_data, described
  bool plannable = false;
  std::vector<Text> witness;  ///< today
  std::vector<Text> plan_witness;
  int64_t shortfall = 0;
  std::optional<int32_t> days_left;
  Confidence confidence = Confidence::kPublished;
  bool fragile = false;              ///< met by the plan, but not with slower travel
  std::vector<std::string> regions;  ///< region ids it concerns; empty: the whole country
};

struct Coverage {
  std::string id;  ///< group or region
  Text name;
  int64_t people = 0;
  int64_t before = 0;             ///< people within `minutes` of a House before the plan
  std::vector<int64_t> by_phase;  ///< cumulative, at each phase's end
};

struct ObjectiveLine {
  Text name;
  std::string value, bound, gap;  ///< formatted exactly as in plan.json
  Text unit;
};

struct Note {
  Text what;
  Confidence confidence = Confidence::kModelled;
};

struct SourceLine {
  std::string id, title, url, licence;
};

struct Ring {
  std::vector<Coordinate> points;  ///< closed
};
struct Outline {
  std::string region_id;
  Text name;
  Coordinate label;
  std::vector<std::vector<Ring>> polygons;  ///< each: outer ring, then holes
};

struct Report {
  Text programme;
  std::string area;  ///< the country's id, or the region's of a regional report
  Text area_name;
  bool regional = false;
  std::string status;  ///< optimal, feasible, conflict, limit
  Date as_of;          ///< day of the status "today"
  int minutes = 60;    ///< coverage radius
  std::string currency;
  std::vector<Phase> phases;
  std::vector<Site> sites;  ///< open ones first, then by phase
  std::vector<Place> places;
  std::vector<Order> orders;
  std::vector<Coverage> groups, regions;
  std::vector<ObjectiveLine> objectives;
  std::vector<Note> notes;  ///< what is modelled or demo, robustness, caveats
  std::vector<SourceLine> sources;
  std::vector<Outline> outlines;
  bool outlines_are_indicative = true;
  std::string plan_hash;  ///< SHA-256 of plan.json
};

}  // namespace dostyq::report
