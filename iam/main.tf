# Two roles for GitHub's ID tokens, in the account that owns the images: one that shares, one that only plans.
# The policies are the JSON files beside this one.
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source = "hashicorp/aws"
      # Before, the identity provider could not be made without a thumbprint, which AWS doesn't look at for GitHub.
      version = ">= 5.81"
    }
  }
}

variable "repository" {
  description = "The repository as the sub claim of its ID tokens names it: YOUR-ORG@ORG-ID/YOUR-REPOSITORY@REPOSITORY-ID, or YOUR-ORG/YOUR-REPOSITORY if it is older than 2026-07-15, was neither renamed nor moved since, and has not opted in."
  type        = string
  validation {
    condition     = can(regex("^([A-Za-z0-9_.-]+@[0-9]+/[A-Za-z0-9_.-]+@[0-9]+|[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)$", var.repository))
    error_message = "Give YOUR-ORG@ORG-ID/YOUR-REPOSITORY@REPOSITORY-ID or YOUR-ORG/YOUR-REPOSITORY."
  }
}

variable "share_from" {
  description = "What may share, a branch (ref:refs/heads/NAME) or an environment (environment:NAME)."
  type        = string
  default     = "ref:refs/heads/main"
  validation {
    condition     = can(regex("^(ref:refs/heads/|environment:)[^*?:]+$", var.share_from))
    error_message = "Give ref:refs/heads/NAME or environment:NAME, without wildcards."
  }
}

variable "plan_from" {
  description = "What may plan and check besides pull requests, a branch (ref:refs/heads/NAME) or an environment (environment:NAME)."
  type        = string
  default     = "ref:refs/heads/main"
  validation {
    condition     = can(regex("^(ref:refs/heads/|environment:)[^*?:]+$", var.plan_from))
    error_message = "Give ref:refs/heads/NAME or environment:NAME, without wildcards."
  }
}

variable "workflow" {
  description = "The only reusable workflow that may share, at one version, as the claim job_workflow_ref names it; empty for any workflow: OWNER/share-workspaces-image/.github/workflows/image-sharing.yml@FULL-COMMIT, or @refs/tags/v1."
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^$|^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+/\\.github/workflows/[A-Za-z0-9_.-]+@(refs/(heads|tags)/[A-Za-z0-9_./-]+|[0-9a-f]{40})$", var.workflow))
    error_message = "Give REPOSITORY/.github/workflows/FILE@ with a full commit, refs/tags/NAME or refs/heads/NAME, without wildcards."
  }
}

variable "region" {
  description = "The Region of the images, or * for all."
  type        = string
  validation {
    condition     = can(regex("^([a-z]{2}(-[a-z]+)+-[0-9]|\\*)$", var.region))
    error_message = "Give a Region such as eu-west-1, or *."
  }
}

variable "image" {
  description = "The image that may be shared (wsi-...), or * for all of this account."
  type        = string
  default     = "*"
  validation {
    condition     = can(regex("^(wsi-[0-9a-z]{9,63}|\\*)$", var.image))
    error_message = "Give an image id (wsi-...), or *."
  }
}

variable "share_role_name" {
  description = "The name of the role that shares. An account has a name once."
  type        = string
  default     = "share-images"
  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.share_role_name))
    error_message = "Give 1 to 64 letters, digits and _+=,.@-, nothing else."
  }
}

variable "plan_role_name" {
  description = "The name of the role that plans. An account has a name once."
  type        = string
  default     = "plan-image-sharing"
  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.plan_role_name))
    error_message = "Give 1 to 64 letters, digits and _+=,.@-, nothing else."
  }
}

variable "create_provider" {
  description = "Whether to make GitHub's identity provider too. An account has at most one."
  type        = bool
  default     = false
}

variable "organizations_account" {
  description = "The management account with the role read-organization, which both roles may then assume, or none. Only for recipients by organizational unit."
  type        = string
  default     = "none"
  validation {
    condition     = can(regex("^(none|[0-9]{12})$", var.organizations_account))
    error_message = "Give an account id of 12 digits, or none."
  }
}

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  values = {
    partition  = data.aws_partition.current.partition
    account    = data.aws_caller_identity.current.account_id
    audience   = data.aws_partition.current.partition == "aws-cn" ? "sts.amazonaws.com.cn" : "sts.amazonaws.com"
    repository = var.repository
    share_from = var.share_from
    plan_from  = var.plan_from
    workflow   = var.workflow
    region     = var.region
    image      = var.image

    organizations_account = var.organizations_account
  }
}

resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_provider ? 1 : 0
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = [local.values.audience]
}

# The most the role that shares can ever do, whatever else is attached to it.
resource "aws_iam_policy" "boundary" {
  name   = "${var.share_role_name}-boundary"
  policy = templatefile("${path.module}/boundary.json", local.values)
}

# The most the role that plans can ever do: pull requests may become it, so it never writes.
resource "aws_iam_policy" "plan_boundary" {
  name   = "${var.plan_role_name}-boundary"
  policy = templatefile("${path.module}/plan-boundary.json", local.values)
}

resource "aws_iam_role" "share" {
  name                 = var.share_role_name
  permissions_boundary = aws_iam_policy.boundary.arn
  assume_role_policy   = var.workflow == "" ? templatefile("${path.module}/share-trust-policy.json", local.values) : templatefile("${path.module}/share-workflow-trust-policy.json", local.values)
}

resource "aws_iam_role_policy" "share" {
  name   = "share-images"
  role   = aws_iam_role.share.id
  policy = templatefile("${path.module}/share-policy.json", local.values)
}

resource "aws_iam_role" "plan" {
  name                 = var.plan_role_name
  permissions_boundary = aws_iam_policy.plan_boundary.arn
  assume_role_policy   = templatefile("${path.module}/plan-trust-policy.json", local.values)
}

resource "aws_iam_role_policy" "plan" {
  name   = "plan-image-sharing"
  role   = aws_iam_role.plan.id
  policy = templatefile("${path.module}/plan-policy.json", local.values)
}

# Only if recipients are organizational units, and a role of the management account reads them.
resource "aws_iam_role_policy" "organizations_access" {
  for_each = var.organizations_account == "none" ? {} : { share = aws_iam_role.share.id, plan = aws_iam_role.plan.id }
  name     = "read-organization"
  role     = each.value
  policy   = templatefile("${path.module}/organizations-access.json", local.values)
}

output "share_role_arn" {
  description = "For role-to-assume, to share and unshare"
  value       = aws_iam_role.share.arn
}

output "plan_role_arn" {
  description = "For role-to-assume, with mode plan or check"
  value       = aws_iam_role.plan.arn
}
