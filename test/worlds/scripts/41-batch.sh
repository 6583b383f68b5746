# Jobs and cron jobs.
cat <<END > job.yaml
apiVersion: batch/v1
kind: Job
metadata: {name: pi, labels: {app: pi}}
spec:
  completions: 2
  parallelism: 1
  backoffLimit: 4
  suspend: true
  template:
    spec:
      restartPolicy: Never
      containers: [{name: pi, image: perl, command: [perl, -e, "print 1"]}]
END
kubectl create -f job.yaml
kubectl create -f job.yaml
kubectl apply -f job.yaml
kubectl get jobs
kubectl get job pi -o wide
kubectl get job pi -o yaml
kubectl describe job pi
kubectl label job pi x=y
kubectl annotate job pi note=hello
kubectl annotate job pi note=again
kubectl annotate job pi note-
kubectl patch job pi -p '{"spec":{"parallelism":2}}'
kubectl patch job pi --type=merge -p '{"spec":{"completions":5}}'
kubectl patch job pi --type=json -p '[{"op":"add","path":"/spec/activeDeadlineSeconds","value":100}]'
kubectl get job pi -o jsonpath='{.spec.parallelism} {.spec.activeDeadlineSeconds}'
kubectl get job pi -o go-template='{{.spec.backoffLimit}}'
kubectl explain job.spec.podFailurePolicy
kubectl explain job.spec.completionMode
sed 's/restartPolicy: Never/restartPolicy: Always/; s/name: pi,/name: bad,/' job.yaml > bad.yaml; kubectl create -f bad.yaml
sed 's/completions: 2/completions: -2/; s/backoffLimit: 4/backoffLimit: -1/; s/name: pi,/name: bad,/' job.yaml > bad.yaml; kubectl create -f bad.yaml
sed 's/completions/completion/' job.yaml | kubectl apply -f -
kubectl delete job pi
kubectl describe job pi
cat <<END > cron.yaml
apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec:
  schedule: "*/5 * * * *"
  suspend: true
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers: [{name: c, image: busybox, args: [date]}]
END
kubectl apply -f cron.yaml
kubectl apply -f cron.yaml
kubectl get cj
kubectl get cj -o wide
kubectl get cronjob tick -o json
kubectl describe cj tick
kubectl patch cj tick -p '{"spec":{"schedule":"0 0 * * *"}}'
kubectl patch cj tick -p '{"spec":{"schedule":"nonsense"}}'
kubectl get cj tick -o jsonpath='{.spec.schedule}'
sed 's/Forbid/Never/; s/schedule:/schedul:/' cron.yaml > bad.yaml; kubectl create -f bad.yaml
sed 's/Forbid/Never/; s/OnFailure/Always/; s/tick/tock/' cron.yaml > bad.yaml; kubectl create -f bad.yaml
kubectl explain cj.spec
kubectl set image cj/tick c=alpine
kubectl get cj tick -o jsonpath='{.spec.jobTemplate.spec.template.spec.containers[0].image}'
kubectl get jobs,cj
kubectl delete cj --all
kubectl get cj
