#include "optim/location/service_master.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

}  // namespace

ServiceMaster::ServiceMaster(const ServiceModel& model) : model_(model) {
  if (auto states = site_states(model.rules())) {
    states_ = std::move(*states);
  } else {
    sound_ = false;
  }
}

MipModel ServiceMaster::mip() const {
  MipModel mip;
  std::vector<uint8_t> all(states_.size(), 0);
  for (size_t j = 0; j < states_.size(); ++j) {
    const double least = states_[j] == SiteState::kOpen ? 1 : 0;
    all[j] = states_[j] == SiteState::kClosed ? 0 : 1;
    mip.add_column({least, static_cast<double>(all[j]), 0, true, ""});
  }
  for (int i = 0; i < model_.customers(); ++i) {
    const double least = model_.service().cost(model_.near(i), model_.cap(i), all);
    const double most = model_.cap(i);
    mip.add_column({std::min(least, most), most, 0, false, ""});
  }
  mip.rows = model_.rules().rows;
  for (const std::vector<int>& sites : model_.required()) {
    Row row{static_cast<double>(model_.service().sites_needed()), kInfinity, {}, ""};
    for (const int site : sites) row.terms.push_back({site, 1});
    mip.add_row(std::move(row));
  }
  return mip;
}

std::vector<Term> ServiceMaster::group_terms(int group, double unit) const {
  std::vector<Term> terms;
  for (int i = 0; i < model_.customers(); ++i) {
    if (model_.group(i) != group) continue;
    terms.push_back({first_theta() + i, static_cast<double>(model_.weight(i)) / unit});
  }
  return terms;
}

Row ServiceMaster::row_of(int customer, const ServiceCut& cut) const {
  Row row{cut.constant, kInfinity, {{first_theta() + customer, 1}}, ""};
  row.terms.insert(row.terms.end(), cut.terms.begin(), cut.terms.end());
  return row;
}

void ServiceMaster::add_cuts_at(std::span<const uint8_t> open, MipModel& mip) const {
  const std::vector<double> y(open.begin(), open.end());
  ServiceCut cut;
  for (int i = 0; i < model_.customers(); ++i) {
    model_.service().cut(model_.near(i), model_.cap(i), y, cut);
    if (!cut.terms.empty()) mip.add_row(row_of(i, cut));
  }
}

void ServiceMaster::separate(std::span<const double> x, bool integral, std::vector<Row>& rows) {
  ServiceCut cut;
  const auto y = x.first(at(first_theta()));
  for (int i = 0; i < model_.customers(); ++i) {
    const double value = model_.service().cut(model_.near(i), model_.cap(i), y, cut);
    const double tolerance = (integral ? 1e-9 : 1e-4) * std::max(1.0, cut.constant);
    if (x[at(first_theta() + i)] < value - tolerance) rows.push_back(row_of(i, cut));
  }
}

std::vector<uint8_t> ServiceMaster::open_of(std::span<const double> x) const {
  std::vector<uint8_t> open(states_.size());
  for (size_t j = 0; j < open.size(); ++j) open[j] = x[j] > 0.5 ? 1 : 0;
  return open;
}

bool ServiceMaster::complete(std::span<double> x) const {
  const std::vector<uint8_t> open = open_of(x);
  std::vector<double> costs(at(model_.groups()), 0);
  for (int i = 0; i < model_.customers(); ++i) {
    const double cost = model_.service().cost(model_.near(i), model_.cap(i), open);
    x[at(first_theta() + i)] = cost;
    costs[at(model_.group(i))] += static_cast<double>(model_.weight(i)) * cost;
  }
  if (complete_rest) complete_rest(x, costs);
  return true;
}

std::vector<int> sites_of(std::span<const uint8_t> open) {
  std::vector<int> sites;
  for (size_t j = 0; j < open.size(); ++j) {
    if (open[j] != 0) sites.push_back(static_cast<int>(j));
  }
  return sites;
}

}  // namespace dostyq::optim
